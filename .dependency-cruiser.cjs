/** Which room may import which; each rule's comment says where the code belongs instead. */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
module.exports = {
  forbidden: [
    rule(
      "no-cycles",
      "Rooms form no circles: move what both need to the lower one.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    rule(
      "core-is-pure",
      "The core knows no platform, file, network or process: pass it in by a port.",
      { path: "^src/core" },
      {
        path: "^src/(?!core)|^node_modules/(@slack|botbuilder|botframework|express|lowdb|pino|yaml)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule(
      "core-has-no-node",
      "The core uses no node:* module: pass what it needs in.",
      { path: "^src/core" },
      { dependencyTypes: ["core"] },
    ),
    rule(
      "rooms-apart",
      "Rooms of the core do not import one another; commands/ joins them.",
      { path: "^src/core/(assessment|knowledge|consultation)/" },
      { path: "^src/core/(?!$1/)(assessment|knowledge|consultation|commands|team|delivery)/" },
    ),
    rule(
      "documents-print",
      "src/documents prints data: core/document, core/ports, core/conversation/markdown and pictures are all it knows.",
      { path: "^src/documents" },
      { path: "^src/(?!documents|pictures|core/(document|ports|conversation/markdown|errors))" },
    ),
    rule(
      "pictures-draw",
      "src/pictures draws data and knows only core/document.",
      { path: "^src/pictures" },
      { path: "^src/(?!pictures|core/(document|errors))" },
    ),
    rule(
      "printing-libraries",
      "Only documents and pictures import the printing libraries: pass a Printer.",
      { path: "^src/(?!documents|pictures)" },
      { path: "^node_modules/(pdfkit|fontkit|docx|write-excel-file|read-excel-file|csv-stringify|csv-parse|@resvg)" },
    ),
    rule(
      "slack-in-its-door",
      "Only doors/slack may import @slack/*.",
      { pathNot: "^src/doors/slack|^test/" },
      { path: "^node_modules/@slack" },
    ),
    rule(
      "botbuilder-in-one-folder",
      "Only doors/msteams/botbuilder may import botbuilder: keep the rest of the door on activities.ts.",
      { pathNot: "^src/doors/msteams/botbuilder" },
      { path: "^node_modules/(botbuilder|botframework)" },
    ),
    rule(
      "doors-do-not-store",
      "A door asks the advisor; it does not touch a store.",
      { path: "^src/doors" },
      { path: "^src/(stores|cli|server|config/read-settings)" },
    ),
    rule(
      "doors-apart",
      "Doors do not import one another; what two need stands beside them.",
      { path: "^src/doors/(slack|msteams|playground|terminal)/" },
      { path: "^src/doors/(?!$1/)(slack|msteams|playground|terminal)/" },
    ),
    rule(
      "pages-know-no-door",
      "Pages are drawn from words and settings: doors and the server serve them.",
      { path: "^src/pages" },
      { path: "^src/(doors|stores|server|cli|compose)" },
    ),
    rule(
      "stores-know-ports",
      "A store implements core/ports and knows no door.",
      { path: "^src/stores" },
      { path: "^src/(doors|cli|server|delivery|compose)" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^src/doors/playground/page/" },
  },
};

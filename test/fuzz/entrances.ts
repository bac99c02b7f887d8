import type { Entrance } from "./entrance.js";

/** Every way into the program; each loads what it needs when it is its turn. */
export const entrances: readonly Entrance[] = [
  {
    name: "slack",
    inputs: { small: 300, nightly: 20000 },
    open: async (folder) => (await import("./entrances/slack.js")).openSlackEntrance(folder),
  },
  {
    name: "msteams-botbuilder",
    inputs: { small: 250, nightly: 12000 },
    open: async (folder) => (await import("./entrances/msteams.js")).openMsteamsEntrance(folder, "botbuilder"),
  },
  {
    name: "msteams-agents",
    inputs: { small: 250, nightly: 12000 },
    open: async (folder) => (await import("./entrances/msteams.js")).openMsteamsEntrance(folder, "agents"),
  },
  {
    name: "playground",
    inputs: { small: 200, nightly: 12000 },
    open: async (folder) => (await import("./entrances/playground.js")).openPlaygroundEntrance(folder),
  },
  {
    name: "pages",
    inputs: { small: 250, nightly: 12000 },
    open: async (folder) => (await import("./entrances/pages.js")).openPages(folder),
  },
  {
    name: "control-socket",
    inputs: { small: 250, nightly: 12000 },
    open: async (folder) => (await import("./entrances/control-socket.js")).openControlSocket(folder),
  },
  {
    name: "settings",
    inputs: { small: 400, nightly: 15_000 },
    open: async () => (await import("./entrances/settings.js")).openSettings(),
  },
  {
    name: "assessment-file",
    inputs: { small: 250, nightly: 12000 },
    open: async (folder) => (await import("./entrances/assessment-file.js")).openAssessmentFile(folder),
  },
  {
    name: "questionnaire-files",
    inputs: { small: 200, nightly: 12000 },
    open: async (folder) => (await import("./entrances/questionnaire-files.js")).openQuestionnaireFiles(folder),
  },
  {
    name: "knowledge-files",
    inputs: { small: 200, nightly: 12000 },
    open: async (folder) => (await import("./entrances/knowledge-files.js")).openKnowledgeFiles(folder),
  },
  {
    name: "stored-files",
    inputs: { small: 200, nightly: 6000 },
    open: async (folder) => (await import("./entrances/stored-files.js")).openStoredFiles(folder),
  },
  {
    name: "command-line",
    inputs: { small: 150, nightly: 3000 },
    open: async (folder) => (await import("./entrances/command-line.js")).openCommandLine(folder),
  },
];

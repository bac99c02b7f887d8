import { currentAssessment } from "../assessment/progress.js";
import type { Action } from "../conversation/action.js";
import type { Block, Button, FileBlock, Reply } from "../conversation/reply.js";
import type { Document } from "../document/document.js";
import { AdvisorError } from "../errors.js";
import type { Places } from "../starter-documents/fill-template.js";
import { findTemplate } from "../starter-documents/find-template.js";
import { makeStarterDocument } from "../starter-documents/starter-document.js";
import type { StarterDocument } from "../starter-documents/starter-document.js";
import type { StarterTemplate } from "../starter-documents/template.js";
import { teamNameOf } from "../team/team-name.js";
import { refuseOutsider } from "./help.js";
import { replyWith, showDate } from "./turn-context.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";

type Format = Extract<Action, { do: "template" }>["format"];

/** `template <name>`: the document at once when it is clear which is meant, else all of them to pick from. */
export async function showTemplates(context: TurnContext, name = ""): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const template = findTemplate(context.parts.templates, name);
  return template ? give(context, template, "docx") : listTemplates(context, name);
}

/** The file behind a button. */
export async function giveTemplate(
  context: TurnContext,
  action: Pick<Extract<Action, { do: "template" }>, "template" | "format">,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const template = context.parts.templates.find(({ id }) => id === action.template);
  return template ? give(context, template, action.format) : listTemplates(context, action.template);
}

function listTemplates(context: TurnContext, name: string): Reply {
  const { templates, reportWords: words } = context.parts;
  const shown = name.trim().slice(0, shownName);
  const lines = templates.map(({ title, about }) => `- ${words.say("template.line", { title, about })}`);
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("template.list-title") },
      {
        kind: "markdown",
        markdown: shown ? words.say("template.unknown", { name: shown }) : words.say("template.list"),
      },
      { kind: "markdown", markdown: lines.join("\n") },
      {
        kind: "buttons",
        buttons: templates.map(({ id, title }) => ({
          label: title,
          action: { do: "template", template: id, format: "docx" },
        })),
      },
    ],
    { replaces: false },
  );
}

/** Characters of an unknown name that are said back. */
const shownName = 60;

async function give(context: TurnContext, template: StarterTemplate, format: Format): Promise<Reply> {
  const { reportWords: words } = context.parts;
  const { document, places } = fill(context, template);
  const { title, about } = template;
  const said = [words.say("template.given", { title, about }), ...sayPlaces(context.parts, places)];
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: said.join(" ") },
      await printed(context.parts, template.id, document, format),
      { kind: "buttons", buttons: ways(context, template, format) },
    ] satisfies readonly Block[],
    { replaces: false },
  );
}

function fill(context: TurnContext, template: StarterTemplate): StarterDocument {
  const { reportWords: words, questionnaire } = context.parts;
  const team = teamNameOf(context.trail.entries);
  const date = showDate(context.at);
  const made = makeStarterDocument(
    template,
    {
      questionnaire,
      assessment: currentAssessment(context.trail.entries),
      team,
      names: context.members.names,
      at: context.at,
      showDate,
      words: {
        company: words.plain("template.company"),
        open: words.plain("template.open"),
        notApplicable: words.plain("template.not-applicable"),
      },
    },
    {
      subtitle: words.plain("template.subtitle", { requirements: template.requirements.join(", ") }),
      footer:
        team === undefined
          ? words.plain("template.footer-unnamed", { date })
          : words.plain("template.footer", { team, date }),
    },
  );
  if (made.kind === "made") return made;
  const file = `templates/${template.id}.md`;
  throw new AdvisorError("content-wrong", { happened: `${file} could not be filled: ${made.message}` });
}

function sayPlaces({ reportWords: words }: AdvisorParts, { filled, open }: Places): readonly string[] {
  const total = filled + open;
  if (total === 0) return [];
  const key = filled === 0 ? "template.none-filled" : open === 0 ? "template.all-filled" : "template.filled";
  return [words.say(key, { filled, open, total })];
}

async function printed(
  { printer }: AdvisorParts,
  name: string,
  document: Document,
  format: Format,
): Promise<FileBlock> {
  return format === "docx"
    ? { kind: "file", name: `${name}.docx`, mediaType: mediaTypes.docx, bytes: await printer.docx(document) }
    : {
        kind: "file",
        name: `${name}.md`,
        mediaType: mediaTypes.md,
        bytes: new TextEncoder().encode(printer.markdown(document)),
      };
}

const mediaTypes: Readonly<Record<Format, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  md: "text/markdown",
};

function ways({ parts, trail }: TurnContext, { id }: StarterTemplate, given: Format): readonly Button[] {
  const other = given === "docx" ? "md" : "docx";
  const isBegun = currentAssessment(trail.entries) !== undefined;
  return [
    {
      label: parts.reportWords.plain(`template.as-${other}`),
      action: { do: "template", template: id, format: other },
    },
    { label: parts.reportWords.plain("template.all"), action: { do: "templates" } },
    { label: parts.words.plain(isBegun ? "button.go-on" : "button.assess"), action: { do: "assess" } },
  ];
}

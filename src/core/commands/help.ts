import type { Block, ButtonsBlock, Reply } from "../conversation/reply.js";
import { replyWith } from "./turn-context.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";

/** What it can do, with buttons for the three main jobs. */
export const showHelp = (context: TurnContext): Reply => replyWith(context, helpBlocks(context), { replaces: false });

/** The same as blocks. */
export function helpBlocks(context: TurnContext): readonly Block[] {
  const { words, reportWords } = context.parts;
  const support = supportLinks(context.parts);
  if (!context.rights.takesPart)
    return [
      { kind: "heading", text: words.plain("help.title") },
      { kind: "markdown", markdown: words.say("help.guest") },
      ...support,
    ];
  return [
    { kind: "heading", text: words.plain("help.title") },
    { kind: "markdown", markdown: words.say("help.text") },
    mainButtons(context.parts),
    {
      kind: "buttons",
      buttons: [
        { label: reportWords.plain("template.list-title"), action: { do: "templates" } },
        { label: reportWords.plain("button.export"), action: { do: "export" } },
        { label: words.plain("button.assign"), action: { do: "assign" } },
      ],
    },
    { kind: "note", markdown: words.say("help.commands") },
    ...support,
  ];
}

/** Where to get help with the program itself, if the operator has a page for it. */
export const supportLinks = ({ words, contact }: Pick<AdvisorParts, "words" | "contact">): readonly Block[] =>
  contact.supportUrl === undefined
    ? []
    : [{ kind: "links", links: [{ label: words.plain("help.support"), url: contact.supportUrl }] }];

export const mainButtons = ({ words }: Pick<AdvisorParts, "words">): ButtonsBlock => ({
  kind: "buttons",
  buttons: [
    { label: words.plain("button.assess"), action: { do: "assess" }, style: "primary" },
    { label: words.plain("button.report"), action: { do: "report" } },
    { label: words.plain("button.consult"), action: { do: "consult" } },
  ],
});

/** Said to people who do not take part, about anything that is the team's. */
export function refuseOutsider(context: TurnContext): Reply {
  const { words } = context.parts;
  const lead = context.members.lead;
  const markdown = lead
    ? words.say("refused.outsider-lead", { lead: context.members.names.get(lead) ?? words.plain("name.lead") })
    : words.say("refused.outsider");
  return replyWith(context, [{ kind: "markdown", markdown }], { replaces: false });
}

/** Said to members about what only the lead may do. */
export function refuseMember(context: TurnContext): Reply {
  const { words } = context.parts;
  const lead = context.members.lead;
  const markdown = lead
    ? words.say("refused.not-lead", { lead: context.members.names.get(lead) ?? words.plain("name.lead") })
    : words.say("refused.no-lead");
  return replyWith(context, [{ kind: "markdown", markdown }], { replaces: false });
}

import type { Block, Button, Reply } from "../conversation/reply.js";
import type { TopicId } from "../ids.js";
import { isOverdue } from "../knowledge/entry.js";
import type { Entry } from "../knowledge/entry.js";
import { replyWith, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** One answer; `short` with a button for the rest, `whole` with everything. `asked`: the cleaned question, if there was one. */
export function answerWith(context: TurnContext, entry: Entry, length: "short" | "whole", asked?: string): Reply {
  const { words } = context.parts;
  return replyWith(
    context,
    [
      { kind: "heading", text: entry.title },
      { kind: "markdown", markdown: entry.short },
      ...(length === "whole"
        ? ([
            { kind: "markdown", markdown: entry.detail },
            { kind: "markdown", markdown: `**${words.say("ask.next")}**\n\n${entry.next}` },
          ] as const)
        : []),
      { kind: "note", markdown: sourceNote(context, entry) },
      {
        kind: "buttons",
        buttons: [
          ...(length === "short" ? [moreButton(context, entry, asked)] : []),
          ...rateButtons(context, entry, asked),
          ...consultButtons(context, "button.consult", entry.title),
        ],
      },
      ...(entry.related.length > 0
        ? [{ kind: "note", markdown: words.say("ask.related") } as const, topicButtons(context, entry.related)]
        : []),
    ],
    { audience: "everyone", replaces: length === "whole" },
  );
}

/** Short answers to each question of one message. */
export function answerSeveral(context: TurnContext, entries: readonly Entry[], asked: string | undefined): Reply {
  return replyWith(
    context,
    entries.flatMap((entry): readonly Block[] => [
      { kind: "heading", text: entry.title },
      { kind: "markdown", markdown: entry.short },
      { kind: "note", markdown: sourceNote(context, entry) },
      { kind: "buttons", buttons: [moreButton(context, entry, asked), ...rateButtons(context, entry, asked)] },
    ]),
    { audience: "everyone" },
  );
}

/** The sentence that says when an answer was last checked, and that it is overdue; `today` as YYYY-MM-DD. */
export const reviewPhrase = (
  entry: Pick<Entry, "reviewed" | "reviewBy">,
  today: string,
): readonly ["ask.overdue" | "ask.checked", { readonly date: string; readonly due: string }] => [
  isOverdue(entry, today) ? "ask.overdue" : "ask.checked",
  { date: showDate(entry.reviewed), due: showDate(entry.reviewBy) },
];

/** When it was last checked, and its sources as links. */
export function sourceNote(context: Pick<TurnContext, "parts" | "at">, entry: Entry): string {
  const { words } = context.parts;
  const links = entry.sources
    .map((source) => `[${source.title.replace(/[[\]\\]/g, "\\$&")}](<${source.url}>)`)
    .join(" · ");
  const [key, values] = reviewPhrase(entry, context.at.slice(0, 10));
  return `${words.say(key, values)} ${words.say("ask.sources")} ${links}`;
}

const carried = (asked: string | undefined): { readonly asked?: string } => (asked === undefined ? {} : { asked });

const moreButton = (context: TurnContext, entry: Entry, asked: string | undefined): Button => ({
  label: context.parts.words.plain("button.more"),
  action: { do: "more", topic: entry.id, ...carried(asked) },
});

function rateButtons(context: TurnContext, entry: Entry, asked: string | undefined): readonly Button[] {
  if (!context.rights.takesPart) return [];
  const { words } = context.parts;
  return [
    { label: words.plain("button.rate-up"), action: { do: "rate", topic: entry.id, verdict: "up", ...carried(asked) } },
    {
      label: words.plain("button.rate-down"),
      action: { do: "rate", topic: entry.id, verdict: "down", ...carried(asked) },
    },
  ];
}

/** `asked`: the cleaned question that one of these may answer. */
export function topicButtons(context: TurnContext, topics: readonly TopicId[], asked?: string): Block {
  return {
    kind: "buttons",
    buttons: topics.flatMap((topic) => {
      const entry = context.parts.knowledge.entries.get(topic);
      return entry ? [{ label: entry.title, action: { do: "topic", topic, ...carried(asked) } as const }] : [];
    }),
  };
}

const aboutLimit = 300;

function consultButtons(
  context: TurnContext,
  label: "button.consult" | "button.consult-about-this",
  about: string,
): readonly Button[] {
  if (!context.rights.takesPart) return [];
  return [
    {
      label: context.parts.words.plain(label),
      action: { do: "consult", about: Array.from(about.trim()).slice(0, aboutLimit).join("") },
    },
  ];
}

export function consultBlocks(
  context: TurnContext,
  label: "button.consult" | "button.consult-about-this",
  about: string,
): readonly Block[] {
  const buttons = consultButtons(context, label, about);
  return buttons.length > 0 ? [{ kind: "buttons", buttons }] : [];
}

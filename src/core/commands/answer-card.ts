import type { Block, Button, Reply } from "../conversation/reply.js";
import type { TopicId } from "../ids.js";
import { isOverdue } from "../knowledge/entry.js";
import type { Entry } from "../knowledge/entry.js";
import { audienceHere, replyWith, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** Answers to what was asked, as one card. */
export interface AnswerCard {
  /** One, or one for each question of a message. */
  readonly entries: readonly Entry[];
  /** Those that stand whole; the others are short, with a button for the rest. */
  readonly open: readonly TopicId[];
  /** The cleaned question, if there was one. */
  readonly asked?: string | undefined;
  /** Whose name stands under it, where somebody posted it for all. */
  readonly sharedBy?: string | undefined;
  /** What became of it, where it was posted; undefined: the button to post it, where that can be done. */
  readonly posted?: "post.done" | "post.done-before" | undefined;
}

/** Draws the card; over the pressed one, unless said otherwise. */
export function answerWith(context: TurnContext, card: AnswerCard, { replaces = true } = {}): Reply {
  const { words } = context.parts;
  const [only] = card.entries;
  return replyWith(
    context,
    [
      ...(only && card.entries.length === 1
        ? oneAnswer(context, only, card)
        : card.entries.flatMap((entry) => [
            ...answerBlocks(context, entry, card),
            buttonsBlock([...moreButton(context, entry, card), ...rateButtons(context, entry, card.asked)]),
          ])),
      ...(card.entries.length > 1 ? blocksOf(postButton(context, card)) : []),
      ...(card.sharedBy === undefined
        ? []
        : [{ kind: "note", markdown: words.say("post.shared-by", { name: card.sharedBy }) } as const]),
      ...(card.posted === undefined ? [] : [{ kind: "note", markdown: words.say(card.posted) } as const]),
    ],
    { audience: audienceHere(context), replaces },
  );
}

const oneAnswer = (context: TurnContext, entry: Entry, card: AnswerCard): readonly Block[] => [
  ...answerBlocks(context, entry, card),
  buttonsBlock([
    ...moreButton(context, entry, card),
    ...postButton(context, card),
    ...rateButtons(context, entry, card.asked),
    ...consultButtons(context, "button.consult", { about: entry.title, asked: card.asked, topic: entry.id }),
  ]),
  ...(entry.related.length > 0
    ? [
        { kind: "note", markdown: context.parts.words.say("ask.related") } as const,
        topicButtons(context, entry.related),
      ]
    : []),
];

function answerBlocks(context: TurnContext, entry: Entry, { open }: AnswerCard): readonly Block[] {
  const { words } = context.parts;
  return [
    { kind: "heading", text: entry.title },
    { kind: "markdown", markdown: entry.short },
    ...(open.includes(entry.id)
      ? ([
          { kind: "markdown", markdown: entry.detail },
          { kind: "markdown", markdown: `**${words.say("ask.next")}**\n\n${entry.next}` },
        ] as const)
      : []),
    { kind: "note", markdown: sourceNote(context, entry) },
  ];
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

const buttonsBlock = (buttons: readonly Button[]): Block => ({ kind: "buttons", buttons });

const blocksOf = (buttons: readonly Button[]): readonly Block[] => (buttons.length > 0 ? [buttonsBlock(buttons)] : []);

const carried = (asked: string | undefined): { readonly asked?: string } => (asked === undefined ? {} : { asked });

function moreButton(context: TurnContext, { id: topic }: Entry, card: AnswerCard): readonly Button[] {
  const { entries, open, asked, sharedBy, posted } = card;
  if (open.includes(topic)) return [];
  const among = entries.length > 1 ? { among: entries.map(({ id }) => id), open: [...open] } : {};
  const shared = {
    ...(sharedBy === undefined ? {} : { sharedBy }),
    ...(posted === undefined ? {} : { posted: true as const }),
  };
  return [
    {
      label: context.parts.words.plain("button.more"),
      action: { do: "more", topic, ...carried(asked), ...among, ...shared },
    },
  ];
}

/** Where the asker alone sees the answer, while others are there too. */
function postButton({ parts, request }: TurnContext, card: AnswerCard): readonly Button[] {
  const { entries, open, asked, posted, sharedBy } = card;
  if (request.aloneIn === undefined || posted !== undefined || sharedBy !== undefined) return [];
  return [
    {
      label: parts.words.plain(`button.post.${request.aloneIn}`),
      action: { do: "post", topics: entries.map(({ id }) => id), open: [...open], ...carried(asked) },
    },
  ];
}

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

/** What a request that is asked for under an answer, or under none, is about. */
interface ConsultSubject {
  readonly about: string;
  /** The cleaned question, if there was one. */
  readonly asked?: string | undefined;
  readonly topic?: TopicId | undefined;
}

function consultButtons(
  context: TurnContext,
  label: "button.consult" | "button.consult-about-this",
  { about, asked, topic }: ConsultSubject,
): readonly Button[] {
  if (!context.rights.takesPart) return [];
  return [
    {
      label: context.parts.words.plain(label),
      action: {
        do: "consult",
        about: Array.from(about.trim()).slice(0, aboutLimit).join(""),
        ...carried(asked),
        ...(topic === undefined ? {} : { topic }),
      },
    },
  ];
}

export function consultBlocks(
  context: TurnContext,
  label: "button.consult" | "button.consult-about-this",
  subject: ConsultSubject,
): readonly Block[] {
  return blocksOf(consultButtons(context, label, subject));
}

import type { CommandWord } from "../conversation/command.js";
import type { Block, Button, Reply } from "../conversation/reply.js";
import type { WordsInput } from "../conversation/request.js";
import { cleanQuestion, keepQuestion } from "../feedback/kept-questions.js";
import type { TopicId } from "../ids.js";
import type { Entry } from "../knowledge/entry.js";
import type { Finding } from "../knowledge/finding.js";
import type { Listener } from "../ports/recent-topics.js";
import { mainButtons } from "./help.js";
import { changeTeam, newEntryId, replyWith, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** Answers from the knowledge base; asks back between close topics; says honestly when it does not know. */
export async function answerQuestion(
  context: TurnContext,
  question: string,
  nearest: CommandWord | undefined,
): Promise<Reply> {
  const { recentTopics, retrieve } = context.parts;
  const listener = listenerOf(context);
  const finding = retrieve(question, await recentTopics.recall(listener));
  if (finding.kind === "answer") {
    await recentTopics.remember(listener, finding.entry.id);
    const asked = cleanQuestion(question, mentionedNames(context));
    return finding.also.length > 0
      ? answerSeveral(context, [finding.entry, ...finding.also], asked)
      : answerWith(context, finding.entry, finding.whole ? "whole" : "short", asked);
  }
  const { words } = context.parts;
  if (finding.kind === "clarify") {
    return replyWith(
      context,
      [
        { kind: "markdown", markdown: words.say("ask.clarify") },
        topicButtons(
          context,
          finding.alternatives.slice(0, 3).map(({ topic }) => topic),
          cleanQuestion(question, mentionedNames(context)),
        ),
      ],
      { audience: "everyone" },
    );
  }
  return decline(context, question, finding, nearest);
}

async function decline(
  context: TurnContext,
  question: string,
  { outOfScope, alternatives }: Extract<Finding, { kind: "unknown" }>,
  nearest: CommandWord | undefined,
): Promise<Reply> {
  const { words } = context.parts;
  if (outOfScope && outOfScope.manner !== "decline") {
    const isSmalltalk = outOfScope.manner === "smalltalk" && context.rights.takesPart;
    return replyWith(
      context,
      [{ kind: "text", text: outOfScope.reply }, ...(isSmalltalk ? [mainButtons(context.parts)] : [])],
      { audience: "everyone" },
    );
  }
  await keepUnanswered(context, question);
  const near = alternatives.filter(({ confidence }) => confidence >= nearFrom).slice(0, 3);
  return replyWith(
    context,
    [
      outOfScope ? { kind: "text", text: outOfScope.reply } : { kind: "markdown", markdown: words.say("ask.unknown") },
      ...(nearest ? [{ kind: "note", markdown: words.say("ask.nearest-command", { command: nearest }) } as const] : []),
      ...(near.length > 0 && !outOfScope
        ? [
            { kind: "note", markdown: words.say("ask.near") } as const,
            topicButtons(
              context,
              near.map(({ topic }) => topic),
              cleanQuestion(question, mentionedNames(context)),
            ),
          ]
        : []),
      ...consultBlocks(context, "button.consult-about-this", question),
    ],
    { audience: "everyone" },
  );
}

/** Topics less likely than this are not offered after an `unknown`. */
const nearFrom = 0.07;

/** So that an editor sees what to write next; only of people who take part, and only what names nobody. */
async function keepUnanswered(context: TurnContext, question: string): Promise<void> {
  if (!context.parts.keepsUnanswered || !context.rights.takesPart) return;
  const text = cleanQuestion(question, mentionedNames(context));
  if (text === undefined) return;
  await changeTeam(context, () => ({
    entries: [keepQuestion(newEntryId(context), { at: context.at, text }, { why: "unknown" })],
    result: undefined,
  }));
}

const mentionedNames = ({ request: { input } }: TurnContext): readonly string[] =>
  input.kind === "words" ? namesIn(input) : [];
const namesIn = (input: WordsInput): readonly string[] => input.mentions.flatMap(({ name }) => name ?? []);

const listenerOf = ({ request }: TurnContext): Listener => ({
  workspace: request.workspace,
  conversation: request.place.conversation,
  person: request.person.id,
});

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
function answerSeveral(context: TurnContext, entries: readonly Entry[], asked: string | undefined): Reply {
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

/** The answer to a topic's button, and the question that led there; an old card's topic may be gone from the knowledge base. */
export async function showTopic(
  context: TurnContext,
  { topic, asked }: { readonly topic: TopicId; readonly asked?: string | undefined },
  length: "short" | "whole",
): Promise<Reply> {
  const entry = context.parts.knowledge.entries.get(topic);
  if (entry) {
    await context.parts.recentTopics.remember(listenerOf(context), topic);
    return answerWith(context, entry, length, asked);
  }
  return replyWith(
    context,
    [{ kind: "markdown", markdown: context.parts.words.say("press.gone") }, mainButtons(context.parts)],
    { replaces: false },
  );
}

function sourceNote(context: TurnContext, entry: Entry): string {
  const { words } = context.parts;
  const links = entry.sources
    .map((source) => `[${source.title.replace(/[[\]\\]/g, "\\$&")}](<${source.url}>)`)
    .join(" · ");
  const isOverdue = context.at.slice(0, 10) > entry.reviewBy;
  const checked = words.say(isOverdue ? "ask.overdue" : "ask.checked", {
    date: showDate(entry.reviewed),
    due: showDate(entry.reviewBy),
  });
  return `${checked} ${words.say("ask.sources")} ${links}`;
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
function topicButtons(context: TurnContext, topics: readonly TopicId[], asked?: string): Block {
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

import type { CommandWord } from "../conversation/command.js";
import type { Block, Button, Reply } from "../conversation/reply.js";
import type { TopicId } from "../ids.js";
import type { Entry } from "../knowledge/entry.js";
import { mainButtons } from "./help.js";
import { replyWith, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** Answers from the knowledge base; asks back between close topics; says honestly when it does not know. */
export function answerQuestion(context: TurnContext, question: string, nearest: CommandWord | undefined): Reply {
  const finding = context.parts.retrieve(question);
  if (finding.kind === "answer") return answerWith(context, finding.entry, "short");
  const { words } = context.parts;
  if (finding.kind === "clarify") {
    return replyWith(
      context,
      [
        { kind: "markdown", markdown: words.say("ask.clarify") },
        topicButtons(
          context,
          finding.alternatives.slice(0, 3).map(({ topic }) => topic),
        ),
      ],
      { audience: "everyone" },
    );
  }
  const { outOfScope } = finding;
  if (outOfScope?.smalltalk) {
    return replyWith(
      context,
      [{ kind: "text", text: outOfScope.reply }, ...(context.rights.takesPart ? [mainButtons(context.parts)] : [])],
      { audience: "everyone" },
    );
  }
  const near = finding.alternatives.filter(({ confidence }) => confidence >= nearFrom).slice(0, 3);
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
            ),
          ]
        : []),
      ...consultBlocks(context, "button.consult-about-this", question),
    ],
    { audience: "everyone" },
  );
}

/** Topics less likely than this are not offered after an `unknown`. */
const nearFrom = 0.12;

/** One answer; `short` with a button for the rest, `whole` with everything. */
export function answerWith(context: TurnContext, entry: Entry, length: "short" | "whole"): Reply {
  const { words } = context.parts;
  const more: Button = { label: words.plain("button.more"), action: { do: "more", topic: entry.id } };
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
        buttons: [...(length === "short" ? [more] : []), ...consultButtons(context, "button.consult", entry.title)],
      },
      ...(entry.related.length > 0
        ? [{ kind: "note", markdown: words.say("ask.related") } as const, topicButtons(context, entry.related)]
        : []),
    ],
    { audience: "everyone", replaces: length === "whole" },
  );
}

/** The answer to a topic's button; undefined when the topic is no longer in the knowledge base. */
export function showTopic(context: TurnContext, topic: TopicId, length: "short" | "whole"): Reply {
  const entry = context.parts.knowledge.entries.get(topic);
  if (entry) return answerWith(context, entry, length);
  return replyWith(
    context,
    [{ kind: "markdown", markdown: context.parts.words.say("press.gone") }, mainButtons(context.parts)],
    { replaces: false },
  );
}

function sourceNote(context: TurnContext, entry: Entry): string {
  const links = entry.sources
    .map((source) => `[${source.title.replace(/[[\]\\]/g, "\\$&")}](<${source.url}>)`)
    .join(" · ");
  return `${context.parts.words.say("ask.sources", { date: showDate(entry.reviewed) })} ${links}`;
}

function topicButtons(context: TurnContext, topics: readonly TopicId[]): Block {
  return {
    kind: "buttons",
    buttons: topics.flatMap((topic) => {
      const entry = context.parts.knowledge.entries.get(topic);
      return entry ? [{ label: entry.title, action: { do: "topic", topic } as const }] : [];
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

function consultBlocks(
  context: TurnContext,
  label: "button.consult" | "button.consult-about-this",
  about: string,
): readonly Block[] {
  const buttons = consultButtons(context, label, about);
  return buttons.length > 0 ? [{ kind: "buttons", buttons }] : [];
}

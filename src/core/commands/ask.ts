import type { Action } from "../conversation/action.js";
import type { CommandWord } from "../conversation/command.js";
import type { Reply } from "../conversation/reply.js";
import type { WordsInput } from "../conversation/request.js";
import { cleanQuestion, keepQuestion } from "../feedback/kept-questions.js";
import type { TopicId } from "../ids.js";
import type { Finding } from "../knowledge/finding.js";
import type { Listener } from "../ports/recent-topics.js";
import { answerWith, consultBlocks, topicButtons } from "./answer-card.js";
import { mainButtons } from "./help.js";
import { entriesOf, topicGone } from "./topics.js";
import { audienceHere, changeTeam, newEntryId, replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** Answers from the knowledge base; asks back between close topics; says honestly when it does not know. */
export async function answerQuestion(
  context: TurnContext,
  question: string,
  nearest: CommandWord | undefined,
): Promise<Reply> {
  const { retrieve } = context.parts;
  const finding = retrieve(question, await recallTopic(context));
  const asked = cleanQuestion(question, mentionedNames(context));
  if (finding.kind === "answer") {
    await rememberTopic(context, finding.entry.id);
    const { entry, also, whole } = finding;
    return answerWith(context, { entries: [entry, ...also], open: whole ? [entry.id] : [], asked });
  }
  if (finding.kind === "clarify") {
    return replyWith(
      context,
      [
        { kind: "markdown", markdown: context.parts.words.say("ask.clarify") },
        topicButtons(
          context,
          finding.alternatives.slice(0, 3).map(({ topic }) => topic),
          asked,
        ),
      ],
      { audience: audienceHere(context) },
    );
  }
  return decline(context, { question, asked, nearest }, finding);
}

interface Asked {
  readonly question: string;
  /** The same cleaned for keeping; undefined when nothing is left. */
  readonly asked: string | undefined;
  /** A command that the words are near to. */
  readonly nearest: CommandWord | undefined;
}

async function decline(
  context: TurnContext,
  { question, asked, nearest }: Asked,
  { outOfScope, alternatives }: Extract<Finding, { kind: "unknown" }>,
): Promise<Reply> {
  const { words } = context.parts;
  if (outOfScope && outOfScope.manner !== "decline") {
    const isSmalltalk = outOfScope.manner === "smalltalk" && context.rights.takesPart;
    return replyWith(
      context,
      [{ kind: "text", text: outOfScope.reply }, ...(isSmalltalk ? [mainButtons(context.parts)] : [])],
      { audience: audienceHere(context) },
    );
  }
  await keepUnanswered(context, asked);
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
              asked,
            ),
          ]
        : []),
      ...consultBlocks(context, "button.consult-about-this", { about: question, asked }),
    ],
    { audience: audienceHere(context) },
  );
}

/** Topics less likely than this are not offered after an `unknown`. */
const nearFrom = 0.07;

/** So that an editor sees what to write next; only of people who take part, and only what names nobody. */
async function keepUnanswered(context: TurnContext, text: string | undefined): Promise<void> {
  if (text === undefined || !context.parts.keepsUnanswered || !context.rights.takesPart) return;
  await changeTeam(context, () => ({
    entries: [keepQuestion(newEntryId(context), { at: context.at, text }, { why: "unknown" })],
    result: undefined,
  }));
}

const mentionedNames = ({ request: { input } }: TurnContext): readonly string[] =>
  input.kind === "words" ? namesIn(input) : [];
const namesIn = (input: WordsInput): readonly string[] => input.mentions.flatMap(({ name }) => name ?? []);

/** Where a follow-up may lean on what was said: the conversation, then the one it is a part of. */
function listenersOf({ request: { workspace, place, person } }: TurnContext): readonly Listener[] {
  const conversations = [place.conversation, ...(place.partOf === undefined ? [] : [place.partOf])];
  return conversations.map((conversation) => ({ workspace, conversation, person: person.id }));
}

async function recallTopic(context: TurnContext): Promise<TopicId | undefined> {
  for (const listener of listenersOf(context)) {
    const topic = await context.parts.recentTopics.recall(listener);
    if (topic) return topic;
  }
  return undefined;
}

async function rememberTopic(context: TurnContext, topic: TopicId): Promise<void> {
  for (const listener of listenersOf(context)) await context.parts.recentTopics.remember(listener, topic);
}

/** The answer to a topic's button, and the question that led there. */
export async function showTopic(context: TurnContext, { topic, asked }: Pressed<"topic">): Promise<Reply> {
  const [entry] = entriesOf(context, [topic]);
  if (!entry) return topicGone(context);
  await rememberTopic(context, topic);
  return answerWith(context, { entries: [entry], open: [], asked }, { replaces: false });
}

/** The whole answer in place of the short one; other answers on the same card stay as they are. */
export async function showMore(context: TurnContext, action: Pressed<"more">): Promise<Reply> {
  const { topic, among = [topic], open = [], asked, sharedBy, posted } = action;
  const entries = entriesOf(context, among);
  if (!entries.some(({ id }) => id === topic)) return topicGone(context);
  await rememberTopic(context, topic);
  return answerWith(context, {
    entries,
    open: [...open, topic],
    asked,
    sharedBy,
    posted: posted && "post.done",
  });
}

type Pressed<Do extends Action["do"]> = Extract<Action, { do: Do }>;

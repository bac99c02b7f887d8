import type { Action } from "../conversation/action.js";
import type { Reply } from "../conversation/reply.js";
import { keepQuestion } from "../feedback/kept-questions.js";
import type { Nonce } from "../ids.js";
import { consultBlocks } from "./answer-card.js";
import { changeTeam, newEntryId, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

type Rate = Extract<Action, { do: "rate" }>;

/** Keeps a thumb up or down under an answer; a person's last press under it counts, and a second one like it changes nothing. */
export async function rateAnswer(context: TurnContext, { topic, verdict, asked }: Rate, card: Nonce): Promise<Reply> {
  const { words, knowledge, keepsUnanswered } = context.parts;
  const me = context.request.person.id;
  if (context.rights.takesPart) {
    await changeTeam(context, ({ trail }) => {
      const before = trail.entries.flatMap((entry) =>
        entry.kind === "answer-rated" && entry.by === me && entry.card === card && entry.topic === topic
          ? [entry.verdict]
          : [],
      );
      if (before.at(-1) === verdict) return { entries: [], result: undefined };
      const isNew = verdict === "down" && !before.includes("down");
      const kept =
        isNew && asked !== undefined && keepsUnanswered
          ? [keepQuestion(newEntryId(context), { at: context.at, text: asked }, { why: "voted-down", topic })]
          : [];
      return {
        entries: [{ kind: "answer-rated", ...stamp(context), topic, verdict, card }, ...kept],
        result: undefined,
      };
    });
  }
  const title = knowledge.entries.get(topic)?.title ?? topic;
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: words.say(verdict === "up" ? "rate.up" : "rate.down") },
      ...(verdict === "down"
        ? consultBlocks(context, "button.consult-about-this", { about: asked ?? title, asked, topic })
        : []),
    ],
    { replaces: false },
  );
}

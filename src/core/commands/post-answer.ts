import type { Action } from "../conversation/action.js";
import type { Reply } from "../conversation/reply.js";
import type { Nonce } from "../ids.js";
import { answerWith } from "./answer-card.js";
import { isFirstPost, sharerName } from "./posted.js";
import { entriesOf, topicGone } from "./topics.js";
import type { TurnContext } from "./turn-context.js";

/** An answer that the asker alone saw, short and with their name, for everybody in the place; once from each card. */
export async function postAnswer(
  context: TurnContext,
  { topics, open = [], asked }: Extract<Action, { do: "post" }>,
  card: Nonce,
): Promise<Reply> {
  const entries = entriesOf(context, topics);
  if (entries.length === 0) return topicGone(context);
  const drawn = { entries, open, asked };
  if (!(await isFirstPost(context, card)))
    return { ...answerWith(context, { ...drawn, posted: "post.done-before" }), audience: "asker" };
  const message = answerWith(context, { ...drawn, open: [], sharedBy: sharerName(context) }, { replaces: false });
  return {
    ...answerWith(context, { ...drawn, posted: "post.done" }),
    audience: "asker",
    posting: {
      message: { ...message, audience: "everyone" },
      again: { ...answerWith(context, drawn), audience: "asker" },
    },
  };
}

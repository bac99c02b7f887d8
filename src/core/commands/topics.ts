import type { Reply } from "../conversation/reply.js";
import type { TopicId } from "../ids.js";
import type { Entry } from "../knowledge/entry.js";
import { mainButtons } from "./help.js";
import { replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** The answers a card speaks of, in its order; an old card's topic may be gone from the knowledge base. */
export const entriesOf = ({ parts }: TurnContext, topics: readonly TopicId[]): readonly Entry[] =>
  topics.flatMap((topic) => parts.knowledge.entries.get(topic) ?? []);

/** Said when what a button is about is not in the knowledge base any more. */
export const topicGone = (context: TurnContext): Reply =>
  replyWith(
    context,
    [{ kind: "markdown", markdown: context.parts.words.say("press.gone") }, mainButtons(context.parts)],
    { replaces: false },
  );

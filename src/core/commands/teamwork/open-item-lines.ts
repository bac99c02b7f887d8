import type { OpenItem } from "../../assessment/open-items.js";
import type { Markdown } from "../../conversation/reply.js";
import { showDate } from "../turn-context.js";
import type { AdvisorParts } from "../turn-context.js";

/** What somebody is waited for, as a list: the first `atMost`. */
export const itemLines = (
  { words }: Pick<AdvisorParts, "words">,
  items: readonly OpenItem[],
  atMost: number,
): Markdown =>
  items
    .slice(0, atMost)
    .map((item) => {
      if (item.kind === "question") return words.say("remind.question", { question: item.asked.question.text });
      const step = item.asked.question.nextStep;
      return item.due === undefined
        ? words.say("remind.step", { step })
        : words.say("remind.step-due", { step, due: showDate(item.due) });
    })
    .map((line) => `- ${line}`)
    .join("\n");

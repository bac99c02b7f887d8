import type { AssessmentEntry } from "../../assessment/entries.js";
import { isAssessmentEntry } from "../../assessment/entries.js";
import { findQuestion } from "../../assessment/next-question.js";
import { currentAssessment } from "../../assessment/progress.js";
import type { Action } from "../../conversation/action.js";
import type { Reply } from "../../conversation/reply.js";
import { assess } from "../assess.js";
import { refuseOutsider } from "../help.js";
import { valueShown } from "../reporting/answer-shown.js";
import { nameOf, replyWith, showTime } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";

type Detail = Extract<AssessmentEntry, { kind: "detail-recorded" }>;
const detailShown = ({ note, evidence, owner, due, applies }: Detail): string =>
  [note, evidence, owner, due, applies].flatMap((part) => part ?? []).join(" · ");

/** The full record of one question: every answer, who gave it and when, the changed ones too; oldest first. */
export function showEarlierAnswers(
  context: TurnContext,
  { assessment: id, question }: Extract<Action, { do: "earlier" }>,
): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words, questionnaire } = context.parts;
  const asked = findQuestion(questionnaire, question);
  if (!asked || currentAssessment(context.trail.entries)?.id !== id) return assess(context);
  const lines = context.trail.entries.filter(isAssessmentEntry).flatMap((entry): readonly string[] => {
    if (entry.assessment !== id || !("question" in entry) || entry.question !== question) return [];
    const who = nameOf(context, context.members, entry.by);
    const when = showTime(entry.at);
    switch (entry.kind) {
      case "answered":
      case "settled":
        return [
          words.say(entry.kind === "answered" ? "earlier.answered" : "earlier.settled", {
            who,
            when,
            what: valueShown(context.parts, asked, entry.value),
          }),
        ];
      case "skipped":
        return [words.say("earlier.skipped", { who, when })];
      case "detail-recorded":
        return [words.say("earlier.detail", { who, when, what: detailShown(entry) })];
    }
  });
  return replyWith(context, [
    { kind: "heading", text: asked.question.text },
    { kind: "markdown", markdown: lines.map((line) => `- ${line}`).join("\n") },
    {
      kind: "buttons",
      buttons: [{ label: words.plain("button.back"), action: { do: "question", assessment: id, question } }],
    },
  ]);
}

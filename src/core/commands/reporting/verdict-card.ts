import { decideVerdict } from "../../assessment/verdict.js";
import type { Assessment } from "../../assessment/progress.js";
import { findQuestion } from "../../assessment/next-question.js";
import type { Block } from "../../conversation/reply.js";
import type { TurnContext } from "../turn-context.js";

/** The verdict with what led to it, what would change it, and what to do. Figures in the texts are data, not code. */
export function verdictBlocks(context: TurnContext, assessment: Assessment): readonly Block[] {
  const { words, questionnaire } = context.parts;
  const verdict = decideVerdict(questionnaire, assessment.answers);
  if (!verdict) return [];
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
  const change = [
    ...verdict.held.map((trigger) => trigger.unless),
    ...verdict.notHeld.map((trigger) => trigger.wouldTrigger),
  ];
  const unanswered = verdict.unanswered.flatMap((id) => findQuestion(questionnaire, id)?.question.text ?? []);
  const why = verdict.reasons.length > 0 ? list(verdict.reasons) : words.say("verdict.no-trigger");
  return [
    { kind: "heading", text: words.plain("verdict.title", { verdict: verdict.rule.title }) },
    { kind: "markdown", markdown: verdict.rule.summary },
    { kind: "markdown", markdown: `**${words.say("verdict.why")}**\n\n${why}` },
    { kind: "markdown", markdown: `**${words.say("verdict.change")}**\n\n${list(change)}` },
    { kind: "markdown", markdown: `**${words.say("verdict.next")}**\n\n${list(verdict.rule.nextSteps)}` },
    ...(unanswered.length > 0
      ? [{ kind: "note", markdown: `${words.say("verdict.unanswered")} ${unanswered.join(" · ")}` } as const]
      : []),
    { kind: "note", markdown: words.say("verdict.not-advice") },
  ];
}

import { currentAssessment } from "../../assessment/progress.js";
import { buildReport } from "../../assessment/readiness-report.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Reply } from "../../conversation/reply.js";
import { replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";

/** The report of the assessment under way; undefined when nothing is answered yet. */
export function reportOf(context: Pick<ReportContext, "parts" | "trail" | "at">): ReadinessReport | undefined {
  const assessment = currentAssessment(context.trail.entries);
  if (!assessment || assessment.answers.size === 0) return undefined;
  return buildReport(context.parts.questionnaire, assessment, context.trail.entries, context.at);
}

/** Said where a report is needed and there is none. */
export const nothingToReport = (context: TurnContext): Reply =>
  replyWith(
    context,
    [
      { kind: "markdown", markdown: context.parts.reportWords.say("report.none") },
      {
        kind: "buttons",
        buttons: [{ label: context.parts.words.plain("button.assess"), action: { do: "assess" }, style: "primary" }],
      },
    ],
    { replaces: false },
  );

import { currentAssessment } from "../../assessment/progress.js";
import { buildReport } from "../../assessment/readiness-report.js";
import { percent } from "../shown.js";
import type { AdvisorParts, TurnContext } from "../turn-context.js";

/** The assessment in a few lines, for the consultant, without notes or names; undefined when there is nothing to sum up. */
export function summarizeAssessment(
  parts: Pick<AdvisorParts, "questionnaire" | "reportWords">,
  entries: TurnContext["trail"]["entries"],
  at: string,
): string | undefined {
  const assessment = currentAssessment(entries);
  if (!assessment || assessment.answers.size === 0) return undefined;
  const { reportWords: words } = parts;
  const report = buildReport(parts.questionnaire, assessment, entries, at);
  const open = words.plain("report.open");
  return [
    words.plain("summary.verdict", { verdict: report.verdict?.rule.title ?? open }),
    ...(report.verdict?.held.map((trigger) => `- ${trigger.says}`) ?? []),
    words.plain("summary.readiness", {
      share: report.overall.share === null ? open : percent(report.overall.share),
      answered: report.overall.answered,
      total: report.overall.total,
    }),
    ...report.areas.flatMap((area) => (area.share === null ? [] : [`- ${area.title}: ${percent(area.share)}`])),
  ].join("\n");
}

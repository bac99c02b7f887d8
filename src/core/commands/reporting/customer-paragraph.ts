import type { ReadinessReport } from "../../assessment/readiness-report.js";
import { showDate } from "../turn-context.js";
import type { AdvisorParts } from "../turn-context.js";
import { undisputedStrengths } from "./customer-edition.js";

/** At most so many things in place are named; more would not be read. */
const namedAtMost = 5;

/**
 * What can honestly be told to customers today, to paste: that there is no certificate, that this is a self-assessment, what is
 * in place by its own sentences, and what is under way. What people see differently is left out.
 */
export function customerParagraph(
  parts: Pick<AdvisorParts, "reportWords" | "questionnaire">,
  report: ReadinessReport,
): string {
  const { reportWords: words } = parts;
  const strengths = undisputedStrengths(parts, report);
  const dated = report.steps.filter(
    ({ answer, state }) => answer?.due !== undefined && answer.due >= report.at.slice(0, 10) && (state.score ?? 0) > 0,
  );
  return [
    words.plain("customer.not-certified", { date: showDate(report.at), readiness: report.readiness.answered }),
    ...(strengths.length === 0
      ? [words.plain("customer.nothing-yet")]
      : [
          ...strengths.slice(0, namedAtMost).map(({ says }) => says),
          ...(strengths.length > namedAtMost
            ? [words.plain("customer.more", { count: strengths.length - namedAtMost })]
            : []),
        ]),
    ...(dated.length > 0 ? [words.plain("customer.under-way", { count: dated.length })] : []),
    words.plain("customer.offer"),
  ].join(" ");
}

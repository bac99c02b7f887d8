import { isControl } from "../../assessment/question.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { ReportContext } from "./report-context.js";
import { ownerOf } from "./report-texts.js";
import { showApplicability, showState } from "./state-shown.js";
import type { Applicability } from "./state-shown.js";

/** A clause or control as the Statement of Applicability and the clause table show it, on paper and in a sheet. */
export interface RequirementRow extends Applicability {
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly evidence: string | undefined;
  readonly owner: string | undefined;
}

/** Annex A's controls, or the clauses, in number order. */
export const requirementRows = (
  context: ReportContext,
  report: ReadinessReport,
  which: "controls" | "clauses",
): readonly RequirementRow[] =>
  report.requirements
    .filter(({ requirement }) => isControl(requirement) === (which === "controls"))
    .map((known) => ({
      number: known.requirement.number,
      title: known.requirement.title,
      ...showApplicability(context.parts, known),
      state: showState(context.parts, known),
      evidence: known.answer?.evidence,
      owner: ownerOf(context, report, { question: known.requirement.id, answer: known.answer }),
    }));

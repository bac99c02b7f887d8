import { isControl } from "../../assessment/question.js";
import type { RequirementState } from "../../assessment/requirement-states.js";
import type { AdvisorParts } from "../turn-context.js";

type Parts = Pick<AdvisorParts, "reportWords">;

/** A requirement's state in words, marked when it is inferred. */
export function showState({ reportWords: words }: Parts, { state, isInferred }: RequirementState): string {
  if (!state) return words.plain("report.open");
  return isInferred ? words.plain("state.inferred", { state: state.label }) : state.label;
}

/** A line of the Statement of Applicability. */
export interface Applicability {
  readonly applies: string;
  readonly why: string;
}

/** Whether a control applies and why, as the team said; "to be justified" where it gave no reason. A clause always applies. */
export function showApplicability({ reportWords: words }: Parts, known: RequirementState): Applicability {
  const { requirement, state, answer } = known;
  if (!isControl(requirement)) return { applies: words.plain("soa.yes"), why: words.plain("soa.clause") };
  const unjustified = words.plain("soa.to-be-justified");
  if (!state) return { applies: words.plain("soa.undecided"), why: unjustified };
  if (state.score !== null) return { applies: words.plain("soa.yes"), why: answer?.applies ?? unjustified };
  const reason = answer?.value?.kind === "state" ? answer.value.reason : undefined;
  return { applies: words.plain("soa.no"), why: reason ?? unjustified };
}

import { tickedValues } from "../form-values.js";
import type { FormValues } from "../form-values.js";
import { questionId } from "../ids.js";
import type { AssessmentId, EntryId, Nonce, PersonId } from "../ids.js";
import { shownParts, wasPressed } from "./entries.js";
import type { AssessmentEntry } from "./entries.js";
import { currentAssessment } from "./progress.js";

/** Records what the lead ticked for the customer edition; undefined when it was pressed before or the assessment is over. */
export function recordCustomerEdition(submission: {
  readonly entries: readonly { readonly kind: string }[];
  readonly assessment: AssessmentId;
  readonly values: FormValues;
  readonly press: Nonce;
  readonly by: PersonId;
  readonly at: string;
  readonly entry: EntryId;
}): AssessmentEntry | undefined {
  const { entries, assessment, values, press, by, at, entry } = submission;
  if (wasPressed(entries, press)) return undefined;
  if (currentAssessment(entries)?.id !== assessment) return undefined;
  return {
    kind: "customer-edition-set",
    id: entry,
    at,
    by,
    assessment,
    plans: tickedValues(values, "plans").map(questionId),
    shows: shownParts.filter((part) => tickedValues(values, "shows").includes(part)),
    press,
  };
}

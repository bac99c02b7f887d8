import type { AssessmentId, EntryId, PersonId, QuestionId } from "../ids.js";
import type { AnswerValue, AssessmentEntry } from "./entries.js";

/** One question's newest answer with what is known about it. */
export interface Answer {
  /** Undefined: skipped. */
  readonly value: AnswerValue | undefined;
  readonly by: PersonId | null;
  readonly at: string;
  readonly entry: EntryId;
  /** How often the question was answered or skipped; a card drawn at another revision is stale. */
  readonly revision: number;
  readonly note?: string;
  readonly evidence?: string;
  readonly owner?: string;
  readonly due?: string;
}

export interface Assessment {
  readonly id: AssessmentId;
  readonly startedAt: string;
  readonly startedBy: PersonId | null;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
}

type Happened = { readonly kind: string };
const isAssessmentEntry = (entry: Happened): entry is AssessmentEntry =>
  ["assessment-started", "answered", "skipped", "detail-recorded", "assessment-archived"].includes(entry.kind);

/** The assessment under way: the newest that was started and not archived. */
export function currentAssessment(entries: readonly Happened[]): Assessment | undefined {
  const own = entries.filter(isAssessmentEntry);
  const archived = new Set(own.flatMap((entry) => (entry.kind === "assessment-archived" ? [entry.assessment] : [])));
  const started = own.findLast((entry) => entry.kind === "assessment-started" && !archived.has(entry.assessment));
  if (!started) return undefined;
  const answers = new Map<QuestionId, Answer>();
  for (const entry of own) {
    if (entry.assessment !== started.assessment) continue;
    if (entry.kind === "answered" || entry.kind === "skipped") {
      const before = answers.get(entry.question);
      answers.set(entry.question, {
        ...(before ? detailsOf(before) : {}),
        value: entry.kind === "answered" ? entry.value : undefined,
        by: entry.by,
        at: entry.at,
        entry: entry.id,
        revision: (before?.revision ?? 0) + 1,
      });
    } else if (entry.kind === "detail-recorded") {
      const before = answers.get(entry.question);
      if (before) answers.set(entry.question, { ...withoutDetails(before), ...detailsOf(entry) });
    }
  }
  return { id: started.assessment, startedAt: started.at, startedBy: started.by, answers };
}

interface Details {
  readonly note?: string | undefined;
  readonly evidence?: string | undefined;
  readonly owner?: string | undefined;
  readonly due?: string | undefined;
}
function detailsOf({ note, evidence, owner, due }: Details): Pick<Answer, "note" | "evidence" | "owner" | "due"> {
  return {
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
  };
}
const withoutDetails = ({ value, by, at, entry, revision }: Answer): Answer => ({ value, by, at, entry, revision });

/** How many assessments of this team were archived. */
export const countArchived = (entries: readonly Happened[]): number =>
  entries.filter((entry) => entry.kind === "assessment-archived").length;

import type { AreaId, AssessmentId, EntryId, PersonId, QuestionId } from "../ids.js";
import { isAssessmentEntry } from "./entries.js";
import type { AnswerValue, AssessmentEntry, Mode, Shown } from "./entries.js";

/** One question's newest answer with what is known about it. */
export interface Answer extends Details {
  /** Undefined: skipped. */
  readonly value: AnswerValue | undefined;
  readonly by: PersonId | null;
  readonly at: string;
  readonly entry: EntryId;
  /** How often the question was answered or skipped; a card drawn at another revision is stale. */
  readonly revision: number;
  /** True: its owner settled what people saw differently. */
  readonly isSettled: boolean;
}

interface Details {
  readonly note?: string;
  readonly evidence?: string;
  readonly owner?: string;
  readonly ownerPerson?: PersonId;
  /** YYYY-MM-DD */
  readonly due?: string;
  readonly applies?: string;
}

export interface Assessment {
  readonly id: AssessmentId;
  readonly startedAt: string;
  readonly startedBy: PersonId | null;
  readonly mode: Mode;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
  /** Who looks after which area. */
  readonly assignees: ReadonlyMap<AreaId, PersonId>;
  /** What the lead lets the customer edition show. */
  readonly customerEdition: { readonly plans: readonly QuestionId[]; readonly shows: readonly Shown[] };
}

type Happened = { readonly kind: string };

/** The assessment under way: the newest that was started and not archived. */
export function currentAssessment(entries: readonly Happened[]): Assessment | undefined {
  const own = entries.filter(isAssessmentEntry);
  const archived = new Set(own.flatMap((entry) => (entry.kind === "assessment-archived" ? [entry.assessment] : [])));
  const started = own.findLast((entry) => entry.kind === "assessment-started" && !archived.has(entry.assessment));
  return started && replay(own, started);
}

/** One assessment as it stands, also an archived one. */
export function assessmentOf(entries: readonly Happened[], id: AssessmentId): Assessment | undefined {
  const own = entries.filter(isAssessmentEntry);
  const started = own.find((entry) => entry.kind === "assessment-started" && entry.assessment === id);
  return started && replay(own, started);
}

/** An assessment nobody has answered anything of. */
export const newAssessment = (started: Pick<AssessmentEntry, "assessment" | "at" | "by">): Assessment => ({
  id: started.assessment,
  startedAt: started.at,
  startedBy: started.by,
  mode: "quick",
  answers: new Map(),
  assignees: new Map(),
  customerEdition: { plans: [], shows: [] },
});

function replay(own: readonly AssessmentEntry[], started: AssessmentEntry): Assessment {
  const answers = new Map<QuestionId, Answer>();
  const assignees = new Map<AreaId, PersonId>();
  let { mode, customerEdition } = newAssessment(started);
  for (const entry of own) {
    if (entry.assessment !== started.assessment) continue;
    switch (entry.kind) {
      case "answered":
      case "settled":
      case "skipped": {
        const before = answers.get(entry.question);
        answers.set(entry.question, {
          ...(before ? detailsOf(before) : {}),
          value: entry.kind === "skipped" ? undefined : entry.value,
          by: entry.by,
          at: entry.at,
          entry: entry.id,
          revision: (before?.revision ?? 0) + 1,
          isSettled: entry.kind === "settled",
        });
        break;
      }
      case "detail-recorded": {
        const before = answers.get(entry.question);
        if (before) answers.set(entry.question, { ...withoutDetails(before), ...detailsOf(entry) });
        break;
      }
      case "mode-set":
        ({ mode } = entry);
        break;
      case "area-assigned":
        if (entry.person) assignees.set(entry.area, entry.person);
        else assignees.delete(entry.area);
        break;
      case "customer-edition-set":
        customerEdition = { plans: entry.plans, shows: entry.shows };
        break;
      case "assessment-started":
      case "assessment-archived":
    }
  }
  return { ...newAssessment(started), mode, answers, assignees, customerEdition };
}

const detailNames = ["note", "evidence", "owner", "ownerPerson", "due", "applies"] as const;

/** Only the details that are there. */
const detailsOf = (from: { readonly [Name in keyof Details]?: Details[Name] | undefined }): Details =>
  Object.fromEntries(detailNames.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));

const withoutDetails = ({ value, by, at, entry, revision, isSettled }: Answer): Answer => ({
  value,
  by,
  at,
  entry,
  revision,
  isSettled,
});

/** How many assessments of this team were archived. */
export const countArchived = (entries: readonly Happened[]): number =>
  entries.filter((entry) => entry.kind === "assessment-archived").length;

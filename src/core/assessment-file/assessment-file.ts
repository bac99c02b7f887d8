import { z } from "zod";
import { isAssessmentEntry } from "../assessment/entries.js";
import { currentAssessment } from "../assessment/progress.js";
import { trailEntrySchema } from "../team/trail.js";
import type { TrailEntry } from "../team/trail.js";

const format = "iso42001-advisor/assessment";

/** A team's assessments with all they rest on, to be imported on another installation without loss. */
const fileSchema = z.object({
  format: z.literal(format),
  version: z.literal(1),
  /** ISO 8601 */
  exportedAt: z.iso.datetime(),
  /** The line that stands on every edition. */
  about: z.string(),
  entries: z.array(trailEntrySchema),
});
export type AssessmentFile = z.infer<typeof fileSchema>;

/** The assessments, and who is who in them; no conversations, consultations, thumbs or questions. */
const belongs = (entry: TrailEntry): boolean =>
  isAssessmentEntry(entry) ||
  entry.kind === "person-named" ||
  entry.kind === "team-named" ||
  entry.kind === "lead-set" ||
  entry.kind === "reminders-set";

export const makeAssessmentFile = (
  entries: readonly TrailEntry[],
  { exportedAt, about }: Pick<AssessmentFile, "exportedAt" | "about">,
): AssessmentFile => ({ format, version: 1, exportedAt, about, entries: entries.filter(belongs) });

export const writeAssessmentFile = (file: AssessmentFile): string => `${JSON.stringify(file, undefined, 2)}\n`;

export type ReadFile =
  { readonly kind: "read"; readonly file: AssessmentFile } | { readonly kind: "unreadable"; readonly why: string };

/** Reads a file back; `why` says in a few words what is wrong with it. */
export function readAssessmentFile(text: string): ReadFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: "unreadable", why: "it is not JSON" };
  }
  const checked = fileSchema.safeParse(parsed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return { kind: "unreadable", why: issue ? `${issue.path.join(".")}: ${issue.message}` : "it is not one of ours" };
  }
  const file = { ...checked.data, entries: checked.data.entries.filter(belongs) };
  return { kind: "read", file };
}

export type Import =
  | { readonly kind: "import"; readonly entries: readonly TrailEntry[] }
  /** Nothing in it is new. */
  | { readonly kind: "known" }
  /** Both have an assessment under way, and they are not the same. */
  | { readonly kind: "other-under-way" };

/** What an import adds to a trail: entries it does not have yet, in the file's order. A lead it has stays. */
export function planImport(entries: readonly TrailEntry[], file: AssessmentFile): Import {
  const known = new Set<string>(entries.map(({ id }) => id));
  const hasLead = entries.some(({ kind }) => kind === "lead-set");
  const fresh = file.entries.filter((entry) => !known.has(entry.id) && !(hasLead && entry.kind === "lead-set"));
  if (fresh.length === 0) return { kind: "known" };
  const here = currentAssessment(entries);
  const there = currentAssessment(file.entries);
  if (here && there && here.id !== there.id) return { kind: "other-under-way" };
  return { kind: "import", entries: fresh };
}

import type { AreaId, AssessmentId } from "../ids.js";
import { isAssessmentEntry } from "./entries.js";
import type { AssessmentSummary } from "./entries.js";
import { assessmentOf } from "./progress.js";
import type { Questionnaire } from "./question.js";
import { buildReport, summaryOf } from "./readiness-report.js";

/** An archived assessment. */
export interface PastAssessment {
  readonly id: AssessmentId;
  readonly startedAt: string;
  readonly archivedAt: string;
  readonly summary: AssessmentSummary;
  /** True: no figures were kept when it was archived, so that they are today's rules on its answers. */
  readonly isRecomputed: boolean;
}

/** Archived assessments with at least one answer, oldest first. */
export function pastAssessments(
  questionnaire: Questionnaire,
  entries: readonly { readonly kind: string }[],
): readonly PastAssessment[] {
  return entries.filter(isAssessmentEntry).flatMap((entry): readonly PastAssessment[] => {
    if (entry.kind !== "assessment-archived") return [];
    const assessment = assessmentOf(entries, entry.assessment);
    if (!assessment || assessment.answers.size === 0) return [];
    return [
      {
        id: assessment.id,
        startedAt: assessment.startedAt,
        archivedAt: entry.at,
        summary: entry.summary ?? summaryOf(buildReport(questionnaire, assessment, entries, entry.at)),
        isRecomputed: entry.summary === undefined,
      },
    ];
  });
}

export interface AreaChange {
  readonly area: AreaId;
  readonly title: string;
  readonly before: number | null;
  readonly now: number | null;
}

/** Area by area, how a summary differs from an earlier one; areas of today's questions, in their order. */
export function compareAreas(before: AssessmentSummary, now: AssessmentSummary): readonly AreaChange[] {
  return now.areas.map(({ area, title, share }) => ({
    area,
    title,
    before: before.areas.find((candidate) => candidate.area === area)?.share ?? null,
    now: share,
  }));
}

/** Shares that round to the same percentage count as unchanged. */
const least = 0.005;
const difference = ({ before, now }: AreaChange): number => (before === null || now === null ? 0 : now - before);
export const improved = (changes: readonly AreaChange[]): readonly AreaChange[] =>
  changes.filter((change) => difference(change) >= least).sort((a, b) => difference(b) - difference(a));
export const slipped = (changes: readonly AreaChange[]): readonly AreaChange[] =>
  changes.filter((change) => difference(change) <= -least).sort((a, b) => difference(a) - difference(b));

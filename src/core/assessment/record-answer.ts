import type { AssessmentId, EntryId, Nonce, PersonId, QuestionId } from "../ids.js";
import { wasPressed } from "./entries.js";
import type { AnswerValue, AssessmentEntry } from "./entries.js";
import { choicesOf, findQuestion } from "./next-question.js";
import { currentAssessment } from "./progress.js";
import type { Answer } from "./progress.js";
import type { Questionnaire } from "./question.js";

type Happened = { readonly kind: string };

interface Submission {
  readonly questionnaire: Questionnaire;
  readonly entries: readonly Happened[];
  readonly assessment: AssessmentId;
  readonly question: QuestionId;
  readonly press: Nonce;
  readonly by: PersonId;
  readonly at: string;
  readonly entry: EntryId;
}

/** Why a submission was not recorded; the trail is as it was. */
export type NotRecorded =
  /** The same card was pressed before. */
  | { readonly kind: "repeated" }
  /** Somebody answered since the card was drawn. */
  | { readonly kind: "stale"; readonly current: Answer | undefined }
  /** The assessment was archived, or the question or choice is no longer asked. */
  | { readonly kind: "gone" }
  /** A skip of a question that has an answer: the answer stays. */
  | { readonly kind: "answered" }
  /** "Not applicable" was given without a reason. */
  | { readonly kind: "reason-needed" };

export type Recorded = { readonly kind: "recorded"; readonly entry: AssessmentEntry } | NotRecorded;

/** Records one answer given to a card drawn at revision `seen`; as `settled` when it is the owner's word on a disagreement. */
export function recordAnswer(
  submission: Submission & {
    readonly seen: number;
    readonly value: AnswerValue;
    readonly kind?: "answered" | "settled";
  },
): Recorded {
  const refused = refuse(submission);
  if (refused) return refused;
  const { questionnaire, question, value, assessment, press, by, at, entry } = submission;
  if (!isPossible(questionnaire, question, value)) return { kind: "gone" };
  if (value.kind === "state" && needsReason(questionnaire, value)) return { kind: "reason-needed" };
  return {
    kind: "recorded",
    entry: {
      kind: submission.kind ?? "answered",
      id: entry,
      at,
      by,
      assessment,
      question,
      questionsVersion: questionnaire.version,
      value,
      press,
    },
  };
}

/** Records that a question was left open for now. */
export function recordSkip(submission: Submission & { readonly seen: number }): Recorded {
  const refused = refuse(submission);
  if (refused) return refused;
  const { questionnaire, question, assessment, press, by, at, entry } = submission;
  if (currentAssessment(submission.entries)?.answers.get(question)?.value) return { kind: "answered" };
  return {
    kind: "recorded",
    entry: { kind: "skipped", id: entry, at, by, assessment, question, questionsVersion: questionnaire.version, press },
  };
}

function refuse({
  questionnaire,
  entries,
  assessment,
  question,
  press,
  seen,
}: Submission & { readonly seen: number }): NotRecorded | undefined {
  if (wasPressed(entries, press)) return { kind: "repeated" };
  const current = currentAssessment(entries);
  if (current?.id !== assessment || !findQuestion(questionnaire, question)) return { kind: "gone" };
  const answer = current.answers.get(question);
  return (answer?.revision ?? 0) === seen ? undefined : { kind: "stale", current: answer };
}

function isPossible(questionnaire: Questionnaire, id: QuestionId, value: AnswerValue): boolean {
  const asked = findQuestion(questionnaire, id);
  if (!asked) return false;
  if (asked.part !== "need") {
    return value.kind === "state" && choicesOf(questionnaire, asked).some(({ id: state }) => state === value.state);
  }
  const possible = new Set(asked.question.choices.map((choice) => choice.id));
  if (value.kind === "one") return asked.question.kind === "one" && possible.has(value.choice);
  return (
    value.kind === "many" &&
    asked.question.kind === "many" &&
    value.choices.length > 0 &&
    value.choices.every((choice) => possible.has(choice))
  );
}

const needsReason = (questionnaire: Questionnaire, value: AnswerValue & { kind: "state" }): boolean =>
  !value.reason?.trim() &&
  questionnaire.readiness.states.some((state) => state.id === value.state && state.needsReason);

import type { Assessment } from "../assessment/progress.js";
import { countAnswered } from "../assessment/next-question.js";
import { assertNever } from "../errors.js";
import type { PersonId, QuestionId } from "../ids.js";
import { composeDraft } from "./compose-draft.js";
import type { DraftWords, ShowDate } from "./compose-draft.js";
import { draftAnswer } from "./draft.js";
import type { Draft, DraftInput } from "./draft.js";
import type { CustomerMatch, CustomerQuestionMatcher, MatchedQuestion } from "./match.js";
import { restsOn } from "./rests-on.js";
import { splitCustomerQuestions } from "./split-customer-questions.js";

/** All that drafting needs. */
export interface DraftSource extends DraftInput {
  readonly assessment: Assessment;
  readonly words: DraftWords;
  readonly match: CustomerQuestionMatcher;
  readonly nameOf: (person: PersonId | null) => string;
  readonly showDate: ShowDate;
}

/** How sure it is that the draft is about what was asked. */
export type Level = "high" | "medium" | "low" | "none";

export interface DraftedReply {
  readonly asked: string;
  readonly kind: Draft["kind"] | "certificate" | "outside";
  /** For the customer, plain text; empty when there is nothing to draft from. */
  readonly text: string;
  readonly level: Level;
  readonly confidence: number;
  /** For the user: the question, its state, who answered and when. Plain text, a line each. */
  readonly restsOn: readonly string[];
  /** The state that decides, in a word. */
  readonly state: string;
  /** What to look at before sending, a sentence each. */
  readonly checks: readonly string[];
  readonly alternatives: readonly MatchedQuestion[];
  /** The quick question it is about. */
  readonly question: QuestionId | undefined;
  /** The question to open to change the draft. */
  readonly open: QuestionId | undefined;
}

/** Measured on left-out lines: from `high` on more than nine in ten are right, from `medium` on about seven. */
export const levelsFrom = { high: 0.7, medium: 0.45 } as const;

export const levelOf = (confidence: number): Exclude<Level, "none"> =>
  confidence >= levelsFrom.high ? "high" : confidence >= levelsFrom.medium ? "medium" : "low";

export const mostQuestions = 8;

/**
 * One draft for each question of a customer's message, the first eight; `more` is how many are left.
 *
 * @param within what the message stands in, such as the name of a sheet
 */
export function draftReplies(
  source: DraftSource,
  message: string,
  within?: string,
): { readonly replies: readonly DraftedReply[]; readonly more: number } {
  const asked = splitCustomerQuestions(message);
  const replies = asked.slice(0, mostQuestions).map((text) => draftOne(source, text, source.match(text, within)));
  return { replies: withoutRepeats(replies), more: Math.max(0, asked.length - mostQuestions) };
}

/** Two questions with the same answer get it once. */
function withoutRepeats(replies: readonly DraftedReply[]): readonly DraftedReply[] {
  const known = new Map<string, DraftedReply>();
  for (const reply of replies) {
    const key = reply.text === "" ? `${reply.kind} ${reply.asked}` : reply.text;
    const before = known.get(key);
    const better = before && before.confidence >= reply.confidence ? before : reply;
    known.set(key, before ? { ...better, asked: `${before.asked} ${reply.asked}` } : reply);
  }
  return [...known.values()];
}

/** The draft on a quick question that a person picked. */
export const draftPicked = (source: DraftSource, asked: string, question: QuestionId): DraftedReply =>
  draftOne(source, asked, { kind: "question", question, confidence: 1, alternatives: [] });

function draftOne(source: DraftSource, asked: string, match: CustomerMatch): DraftedReply {
  switch (match.kind) {
    case "question":
      return draftQuestion(source, asked, match);
    case "certified":
      return draftCertificate(source, asked, match.confidence);
    case "outside":
      return outside(source, asked, match);
    default:
      return assertNever(match);
  }
}

function draftQuestion(
  source: DraftSource,
  asked: string,
  { question: id, confidence, alternatives }: Extract<CustomerMatch, { kind: "question" }>,
): DraftedReply {
  const { words, questionnaire } = source;
  const question = questionnaire.readiness.questions.find((candidate) => candidate.id === id);
  if (!question) return outside(source, asked, { confidence: 0, alternatives });
  const draft = draftAnswer(source, question);
  const text = composeDraft(words, draft, source.showDate);
  const level = levelOf(confidence);
  return {
    asked,
    kind: draft.kind,
    text,
    level,
    confidence,
    restsOn: restsOn(source, draft),
    state: stateShown(words, draft),
    checks: [
      ...(level === "high" ? [] : [words.plain(`draft.check.${level}`)]),
      ...(text === ""
        ? [words.plain("draft.check.unanswered")]
        : asksForParticulars(asked)
          ? [words.plain("draft.check.particulars")]
          : []),
      ...draft.cautions.map((caution) => words.plain(`draft.check.${caution}`)),
    ],
    alternatives,
    question: id,
    open: draft.open,
  };
}

/** Asks for a name, a number, a date, a file, or a yes or no on the customer's own data, none of which our sentences hold. */
const particulars =
  /^(?:which|who|whom|where|when|within)\b|^(?:in|at|by|from|to) (?:which|what)\b|\bwhat (?:is|are) (?:the|your) (?:name|date|version|number)|\bhow (?:many|much|long|often|fast|soon|quickly|frequently)\b|\btime ?frame\b|\b(?:list|name|attach|provide|share|send|upload|copy of)\b|\byes or no\b|\bwhich\b|\b(?:our|customers?'?|client'?s?|my) (?:own )?(?:data|prompts?|inputs?|documents?|content|information|records)\b|\bwhat (?:llm|model|tools?|ai)\b|\bnotif(?:y|ied)\b/iu;

const asksForParticulars = (asked: string): boolean => particulars.test(asked);

const stateShown = (words: DraftWords, { kind, state }: Draft): string =>
  kind === "partly" || kind === "unanswered" || !state
    ? words.plain(kind === "partly" ? "draft.state.partly" : "draft.state.unanswered")
    : state.label;

/** That there is no certificate, and how far the self-assessment is. The assessment does not ask for one: the user is told to correct it. */
function draftCertificate(
  { words, questionnaire, assessment, showDate, at }: DraftSource,
  asked: string,
  confidence: number,
): DraftedReply {
  const { answered, total } = countAnswered(questionnaire, assessment, "readiness");
  const date = showDate(
    [...assessment.answers.values()]
      .map((answer) => answer.at)
      .sort()
      .at(-1) ?? at,
  );
  const further =
    answered === 0
      ? []
      : [
          words.plain(answered < total ? "draft.certificate-started" : "draft.certificate-assessed", {
            answered,
            total,
            date,
          }),
        ];
  return {
    asked,
    kind: "certificate",
    text: [words.plain("draft.certificate"), ...further].join(" "),
    level: levelOf(confidence),
    confidence,
    restsOn: [words.plain("draft.rests-certificate", { answered, total, date })],
    state: words.plain("draft.state.certificate"),
    checks: [words.plain("draft.check.certificate")],
    alternatives: [],
    question: undefined,
    open: undefined,
  };
}

const outside = (
  { words }: DraftSource,
  asked: string,
  { confidence, alternatives }: Pick<Extract<CustomerMatch, { kind: "outside" }>, "confidence" | "alternatives">,
): DraftedReply => ({
  asked,
  kind: "outside",
  text: "",
  level: "none",
  confidence,
  restsOn: [],
  state: words.plain("draft.state.outside"),
  checks: [words.plain("draft.check.outside")],
  alternatives,
  question: undefined,
  open: undefined,
});

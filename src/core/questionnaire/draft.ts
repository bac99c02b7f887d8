import type { Disagreement } from "../assessment/disagreements.js";
import type { Assessment } from "../assessment/progress.js";
import type { Questionnaire, ReadinessQuestion, State } from "../assessment/question.js";
import type { QuestionId } from "../ids.js";
import { holdsClaim } from "./claims.js";
import { inPlaceScore } from "../assessment/requirement-states.js";
import { groundsOf } from "./ground.js";
import type { Ground } from "./ground.js";

/** `partly`: some parts are in place, on the others there is no answer. */
export type DraftKind = "proven" | "in-place" | "partly" | "in-progress" | "gap" | "not-applicable" | "unanswered";

/** What the user should look at before sending. */
export type Caution =
  | "disputed"
  | "old"
  | "overdue"
  | "share-evidence"
  | "evidence-left-out"
  | "share-reason"
  | "reason-left-out"
  | "reason-missing"
  | "inferred"
  | "parts-open";

/** What may honestly be said on one quick question, as data; `composeDraft` puts it into words. */
export interface Draft {
  readonly kind: DraftKind;
  readonly question: ReadinessQuestion;
  /** Our own sentences for customers. */
  readonly says: readonly string[];
  /** Parts by title that are under way or missing, where the whole cannot be spoken of. */
  readonly openParts: readonly string[];
  /** How far the parts are that `says` does not name. */
  readonly rest: "in-progress" | "gap" | "unanswered" | undefined;
  /** The day all that is open is due (YYYY-MM-DD). */
  readonly due: string | undefined;
  /** Parts that do not apply, with the team's reason, said beside what is in place. */
  readonly notApplicable: readonly { readonly title: string; readonly reason: string | undefined }[];
  /** Why the whole does not apply, as the team said. */
  readonly reasons: readonly string[];
  /** Web addresses. */
  readonly evidence: readonly string[];
  /** The state that decides: the weakest; undefined when nothing is answered. */
  readonly state: State | undefined;
  readonly grounds: readonly Ground[];
  readonly cautions: readonly Caution[];
  /** The question to open to change the draft. */
  readonly open: QuestionId;
}

export interface DraftInput {
  readonly questionnaire: Questionnaire;
  readonly assessment: Pick<Assessment, "answers">;
  readonly disagreements: readonly Disagreement[];
  /** Now (ISO 8601). */
  readonly at: string;
}

/** Links in one draft; more belong in an attachment. */
const mostEvidence = 3;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Drafts from the team's own answers. Where requirements were answered one by one, the weakest of those that apply decides
 * what is claimed; a part taken from the quick question never lifts it and is never named by itself.
 */
export function draftAnswer(input: DraftInput, question: ReadinessQuestion): Draft {
  const { questionnaire, assessment, disagreements, at } = input;
  const grounds = groundsOf(questionnaire, assessment.answers, disagreements, question);
  const claim = claimOf(questionnaire, question, grounds);
  const open = claim.open;
  const dates = open.map(({ answer }) => answer?.due);
  const isOverdue = (due: string): boolean => due < at.slice(0, 10);
  const isDated = open.length > 0 && dates.every((due) => due !== undefined && !isOverdue(due));
  const links = [...new Set(claim.strong.flatMap(({ answer }) => answer?.evidence ?? []))];
  const evidence = links.filter((link) => /^https?:\/\//iu.test(link) && !holdsClaim(link)).slice(0, mostEvidence);
  const staleFrom = Date.parse(at) - questionnaire.readiness.rhythm.reassessAfterDays * dayMs;
  const used = grounds.filter(({ state }) => state !== undefined);
  const cautions: Record<Caution, boolean> = {
    disputed: grounds.some(({ isDisputed }) => isDisputed),
    old: used.some((ground) => ground.at !== undefined && Date.parse(ground.at) < staleFrom),
    overdue: dates.some((due) => due !== undefined && isOverdue(due)),
    "share-evidence": evidence.length > 0,
    "evidence-left-out": evidence.length < links.length,
    "share-reason": claim.left.some(({ reason }) => usable(reason) !== undefined),
    "reason-left-out": claim.left.some(({ reason }) => reason !== undefined && holdsClaim(reason)),
    "reason-missing": claim.left.some(({ reason }) => (reason ?? "").trim() === ""),
    inferred: used.some(({ isInferred }) => isInferred),
    "parts-open": used.length > 0 && used.length < grounds.length,
  };
  const weakest = claim.state;
  return {
    kind: claim.kind,
    question,
    says: claim.says,
    openParts: claim.openParts ?? [],
    rest: claim.rest,
    due: isDated
      ? dates
          .flatMap((due) => due ?? [])
          .sort()
          .at(-1)
      : undefined,
    notApplicable:
      claim.kind === "not-applicable"
        ? []
        : claim.left.map(({ requirement, reason }) => ({ title: requirement?.title ?? "", reason: usable(reason) })),
    reasons:
      claim.kind === "not-applicable" ? [...new Set(claim.left.flatMap(({ reason }) => usable(reason) ?? []))] : [],
    evidence,
    state: weakest,
    grounds,
    cautions: (Object.keys(cautions) as Caution[]).filter((caution) => cautions[caution]),
    open: (open[0] ?? grounds.find(({ state }) => !state))?.asked ?? question.id,
  };
}

/** A reason as it may stand in a draft: one line, no claim in it. */
function usable(reason: string | undefined): string | undefined {
  const line = (reason ?? "").replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line === "" || holdsClaim(line) ? undefined : line;
}

interface Claim {
  readonly kind: DraftKind;
  readonly says: readonly string[];
  readonly openParts?: readonly string[];
  readonly rest: Draft["rest"];
  readonly state: State | undefined;
  /** What is said to be there. */
  readonly strong: readonly Ground[];
  /** What is said to be under way or missing. */
  readonly open: readonly Ground[];
  /** What is said not to apply. */
  readonly left: readonly Ground[];
}

function claimOf(questionnaire: Questionnaire, question: ReadinessQuestion, grounds: readonly Ground[]): Claim {
  const { customer } = question;
  const inPlace = inPlaceScore(questionnaire);
  const none = { rest: undefined, strong: [], open: [], left: [] } as const;
  const left = grounds.filter(({ state }) => state?.score === null);
  const applicable = grounds.filter((ground) => !left.includes(ground));
  const known = applicable.filter(({ state }) => state !== undefined);
  if (applicable.length === 0)
    return { ...none, kind: "not-applicable", says: [customer.notApplicable], state: left[0]?.state, left };
  const [weakest] = [...known].sort((a, b) => scoreOf(a) - scoreOf(b));
  if (!weakest) return { ...none, kind: "unanswered", says: [], state: undefined };
  const lowest = scoreOf(weakest);
  const { state } = weakest;
  const isWhole = known.length === applicable.length;
  // Only what was answered itself is named by itself.
  const named = known.filter((ground) => scoreOf(ground) >= inPlace && !ground.isInferred && ground.requirement);
  const names = named.flatMap(({ requirement }) => requirement?.inPlace ?? []);
  if (isWhole && lowest >= inPlace) {
    const kind = lowest > inPlace ? "proven" : "in-place";
    const byParts = left.length > 0 && named.length === known.length;
    return byParts
      ? { ...none, kind, says: names, state, strong: known }
      : { ...none, kind, says: [customer.inPlace], state, strong: known, left };
  }
  const open = applicable.filter((ground) => !(scoreOf(ground) >= inPlace));
  if (lowest >= inPlace)
    return names.length > 0
      ? { ...none, kind: "partly", says: names, rest: "unanswered", state, strong: named, open }
      : { ...none, kind: "unanswered", says: [], state: undefined };
  const kind = lowest > 0 ? "in-progress" : "gap";
  if (names.length > 0) return { ...none, kind, says: names, rest: kind, state, strong: named, open };
  // The whole is not missing, though none of what is there may be named by itself.
  const openParts = open.flatMap(({ requirement }) => requirement?.title ?? []);
  return known.some((ground) => scoreOf(ground) >= inPlace) && openParts.length > 0
    ? { ...none, kind, says: [], openParts, state, open }
    : { ...none, kind, says: [kind === "gap" ? customer.gap : customer.planned], state, open };
}

const scoreOf = ({ state }: Ground): number => state?.score ?? Number.NaN;

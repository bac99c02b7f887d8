import type { Phrases } from "../conversation/phrases.js";
import type { Draft } from "./draft.js";
import type { QuestionnaireWordKey } from "./words.js";

export type DraftWords = Phrases<QuestionnaireWordKey>;
export type ShowDate = (iso: string) => string;

/** The draft as plain text for a customer; empty when the team has said nothing to draft from. No name and no note of the team's. */
export function composeDraft(words: DraftWords, draft: Draft, showDate: ShowDate): string {
  if (draft.kind === "unanswered") return "";
  const { says, openParts, rest, reasons, evidence, notApplicable } = draft;
  const beginning = draft.kind === "not-applicable" ? [withReasons(says[0] ?? "", reasons)] : says;
  const parts = openParts.join(", ");
  return [
    ...beginning,
    ...(parts === "" ? [] : [words.plain(draft.kind === "gap" ? "draft.parts-gap" : "draft.parts-planned", { parts })]),
    ...(rest ? [words.plain(`draft.rest-${rest}`)] : []),
    ...dateOf(words, draft, showDate),
    ...notApplicable.map(({ title, reason }) =>
      reason === undefined
        ? words.plain("draft.part-not-applicable-no-reason", { title })
        : words.plain("draft.part-not-applicable", { title, reason: ended(reason) }),
    ),
    ...(evidence.length > 0 ? [words.plain("draft.evidence", { links: evidence.join(" and ") })] : []),
  ].join(" ");
}

/** "It does not apply to us:" and why; without a reason the sentence ends there. */
const withReasons = (sentence: string, reasons: readonly string[]): string =>
  reasons.length === 0 ? sentence.replace(/:\s*$/u, ".") : `${sentence} ${reasons.map(ended).join(" ")}`;

const ended = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

function dateOf(words: DraftWords, { kind, due, rest, cautions }: Draft, showDate: ShowDate): readonly string[] {
  if (kind === "in-progress") {
    if (due !== undefined) return [words.plain("draft.plan", { date: showDate(due) })];
    // A date was set and has passed: the draft does not say that none is.
    return cautions.includes("overdue") ? [] : [words.plain("draft.no-date")];
  }
  if (kind !== "gap" || due === undefined) return [];
  return [words.plain(rest ? "draft.plan" : "draft.gap-plan", { date: showDate(due) })];
}

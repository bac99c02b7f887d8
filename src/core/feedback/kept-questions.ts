import type { EntryId, TopicId } from "../ids.js";
import type { KeptQuestion } from "./feedback-entries.js";

/**
 * A question to keep; the time of day is left out, so that it is not found beside what else its asker did.
 *
 * @param asked when (ISO 8601) and what, already cleaned
 */
export const keepQuestion = (
  id: EntryId,
  asked: { readonly at: string; readonly text: string },
  why: { readonly why: "unknown" } | { readonly why: "voted-down"; readonly topic: TopicId },
): KeptQuestion => ({
  kind: "question-kept",
  id,
  at: `${asked.at.slice(0, 10)}T00:00:00.000Z`,
  by: null,
  text: asked.text,
  why: why.why,
  topic: why.why === "voted-down" ? why.topic : null,
});

/** How long a question that had no good answer is kept. */
export const keptDays = 180;
const dayMs = 24 * 60 * 60 * 1000;

export const isPastKeeping = (question: Pick<KeptQuestion, "at">, now: Date): boolean =>
  now.getTime() - Date.parse(question.at) > keptDays * dayMs;

/** Longer texts are cut: an editor needs the question, not the story. */
export const keptLength = 200;
/** So much of a message is looked at. */
const readLength = 1000;

/**
 * A question cleaned for keeping: e-mail addresses, links, mentioned people and numbers are taken out. The numbers of
 * standards, clauses and controls stay ("ISO 27001", "A.6.2"): they name nobody, and without them the question says nothing.
 *
 * @param names of the people mentioned in the message, as they stand behind its `@`
 * @returns undefined when nothing worth keeping is left
 */
export function cleanQuestion(text: string, names: readonly string[] = []): string | undefined {
  const withoutNames = [...names]
    .filter((name) => name.trim() !== "")
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(wholeName(name), "[person]"), text.slice(0, readLength));
  const cleaned = withoutNames
    .replaceAll(/<?\bmailto:\S+/giu, "[email]")
    .replaceAll(/\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+/giu, "[link]")
    .replaceAll(/[^\s<>@]+@[^\s<>@]+/gu, "[email]")
    .replaceAll(/\bwww\.\S+|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\b(?:[/:?#]\S*)?/giu, "[link]")
    .replaceAll(/<[@#!][^>]*>|@[\p{L}\p{N}._-]+(?: \p{Lu}[\p{L}'-]+)?/gu, "[person]")
    .replaceAll(numbers, (found, kept: string | undefined) => (kept === undefined ? "[number]" : found))
    .replaceAll(/\s+/gu, " ")
    .trim();
  const cut = Array.from(cleaned).slice(0, keptLength).join("").trim();
  return /\p{L}{2}/u.test(cut.replaceAll(/\[(?:person|email|link|number)\]/gu, "")) ? cut : undefined;
}

/** No standard, clause or control has a longer number. */
const number = String.raw`\d{1,5}(?:[.:]\d{1,4}){0,4}(?![\p{Nd}-])`;
const standards = String.raw`(?:(?:iso(?:[/ ]?iec)?|iec|nist|soc|clause|annex|article|art\.?|control|stage|type|cc|en|pren)[ -]?[a-d]?\.?${number}|[a-d]\.\d{1,2}(?:\.\d{1,2})*(?![\p{Nd}-])|(?:42001|27001|27701|9001|14001|42005|42006|23894|22989|38507|18286)(?::\d{4})?(?![\p{Nd}-]))`;
/** A standard's number (kept, as the group) or any other run with digits in it: phone numbers, amounts, ids. */
const numbers = new RegExp(
  String.raw`(\b${standards})|[+(]?\p{L}*\p{Nd}[\p{L}\p{Nd}]*(?:[ ().,:/-]{0,3}\p{Nd}[\p{L}\p{Nd}]*)*`,
  "giu",
);

const wholeName = (name: string): RegExp =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])@?${name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)}(?![\p{L}\p{N}])`,
    "giu",
  );

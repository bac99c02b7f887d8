import type { KeptQuestion } from "./feedback-entries.js";

/** How long a question that had no good answer is kept. */
export const keptDays = 180;
const dayMs = 24 * 60 * 60 * 1000;

export const isPastKeeping = (question: Pick<KeptQuestion, "at">, now: Date): boolean =>
  now.getTime() - Date.parse(question.at) > keptDays * dayMs;

/** Longer texts are cut: an editor needs the question, not the story. */
export const keptLength = 200;

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
    .reduce((rest, name) => rest.replaceAll(new RegExp(`@?${escapePattern(name)}`, "giu"), "[person]"), text);
  const cleaned = withoutNames
    .replaceAll(/<?\bmailto:\S+/giu, "[email]")
    .replaceAll(/[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+/gu, "[email]")
    .replaceAll(
      /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|ai|co|dev|app|eu|de|uk|us|in|ca)\b\S*/giu,
      "[link]",
    )
    .replaceAll(/<[@#!][^>]*>|@[\p{L}\p{N}._-]+/gu, "[person]")
    .replaceAll(numbers, (number, kept: string | undefined) => (kept === undefined ? "[number]" : number))
    .replaceAll(/\s+/gu, " ")
    .trim();
  const cut = Array.from(cleaned).slice(0, keptLength).join("").trim();
  return /\p{L}{2}/u.test(cut.replaceAll(/\[(?:person|email|link|number)\]/gu, "")) ? cut : undefined;
}

const standards = String.raw`(?:(?:iso(?:[/ ]?iec)?|iec|nist|soc|clause|annex|article|art\.?|control|stage|type|cc|en|pren)[ -]?[a-d]?\.?\d[\d.:]*|[a-d]\.\d+(?:\.\d+)*|42001|27001|27701|9001|14001|42005|42006|23894|22989|38507|18286)(?![\d-])`;
/** A standard's number (kept, as the group) or any other run with digits in it: phone numbers, amounts, ids. */
const numbers = new RegExp(String.raw`(\b${standards})|[+(]?\p{L}*\d[\p{L}\d]*(?:[ ().,:/-]*\d[\p{L}\d]*)*`, "giu");

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

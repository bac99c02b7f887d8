import type { TrailEntry } from "./trail.js";

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A finder of a person's names in what others typed: full names of two words or more wherever they stand, one-word names
 * behind an `@` only, as "Mark" and "May" are words too. Undefined when there is no name to find.
 */
function finderOf(names: readonly string[]): RegExp | undefined {
  const patterns = names
    .map((name) => name.trim().replace(/^@/u, ""))
    .filter((name) => name !== "")
    .toSorted((a, b) => b.length - a.length)
    .map((name) => {
      const words = name.split(/\s+/u).map(escapeRegExp);
      return words.length > 1 ? `@?${words.join("\\s+")}` : `@${words.join("")}`;
    });
  // Between letters a name is a part of another word.
  return patterns.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

/**
 * Takes a person's names out of the notes, reasons, evidence and owners of a trail.
 *
 * @param instead what stands there from now on
 */
export function takeNameOut(
  entries: readonly TrailEntry[],
  names: readonly string[],
  instead: string,
): readonly TrailEntry[] {
  const finder = finderOf(names);
  if (!finder) return entries;
  const without = (text: string): string => text.replace(finder, () => instead);
  return entries.map((entry): TrailEntry => {
    switch (entry.kind) {
      case "detail-recorded": {
        const { note, evidence, owner, applies } = entry;
        return {
          ...entry,
          ...(note === undefined ? {} : { note: without(note) }),
          ...(evidence === undefined ? {} : { evidence: without(evidence) }),
          ...(owner === undefined ? {} : { owner: without(owner) }),
          ...(applies === undefined ? {} : { applies: without(applies) }),
        };
      }
      case "answered":
      case "settled":
        return entry.value.kind === "state" && entry.value.reason !== undefined
          ? { ...entry, value: { ...entry.value, reason: without(entry.value.reason) } }
          : entry;
      default:
        return entry;
    }
  });
}

import type { Vocabulary } from "../core/knowledge/language/vocabulary.js";
import type { ContentFinding } from "./finding.js";
import { readText } from "./read-text.js";

const file = "search/near-words.txt";

/** Reads groups of near words: `name: word, short phrase, word` a line; `#` begins a comment. */
export async function readNearWords(folder: string, findings: ContentFinding[]): Promise<Vocabulary["near"]> {
  const lines = ((await readText(folder, file, findings)) ?? "").split(/\r?\n/u);
  const groups = new Map<string, readonly string[]>();
  lines.forEach((text, index) => {
    if (/^\s*(?:#|$)/u.test(text)) return;
    const fault = (message: string): void => void findings.push({ file, line: index + 1, message });
    const [, name, list] = /^([a-z0-9-]+):(.*)$/u.exec(text) ?? [];
    if (name === undefined || list === undefined) {
      fault("A group is its name, a colon, and words with commas between, such as `staff: employee, crew`.");
      return;
    }
    if (groups.has(name)) fault(`There is a group "${name}" already.`);
    const words = list.split(",").map((word) => word.trim());
    if (words.includes("")) fault(`The group "${name}" has nothing between two commas.`);
    groups.set(
      name,
      words.filter((word) => word !== ""),
    );
  });
  return Object.fromEntries(groups);
}

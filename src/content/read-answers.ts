import type { Entry } from "../core/knowledge/entry.js";
import { readAnswerFile } from "./answer-file.js";
import type { ContentFinding } from "./finding.js";
import { filesIn, readLineFiles, readText } from "./read-text.js";
import type { LinePlace } from "./read-text.js";

/** Where an answer and each of its phrasings stand, for findings about them. */
export interface EntryPlace {
  /** Relative to the knowledge folder. */
  readonly file: string;
  readonly asks: readonly LinePlace[];
}

export interface Answers {
  readonly entries: readonly Entry[];
  readonly places: ReadonlyMap<Entry["id"], EntryPlace>;
}

/** Reads `answers/` and the further phrasings in `asks/<id>.txt`, and checks what one says of another. */
export async function readAnswers(
  folder: string,
  shared: Parameters<typeof readAnswerFile>[2],
  findings: ContentFinding[],
): Promise<Answers> {
  const files = await filesIn(folder, "answers", ".md");
  if (files.length === 0) findings.push({ file: "answers", line: 1, message: "There is no answer in this folder." });
  const texts = await Promise.all(files.map((name) => readText(folder, `answers/${name}`, findings)));
  const furtherAsks = await readLineFiles(folder, "asks", findings);
  const entries: Entry[] = [];
  const places = new Map<Entry["id"], EntryPlace>();
  for (const [index, name] of files.entries()) {
    const file = `answers/${name}`;
    const read = readAnswerFile(texts[index] ?? "", file, shared);
    findings.push(...read.findings);
    if (!read.entry) continue;
    const { entry } = read;
    const further = furtherAsks.get(entry.id) ?? [];
    furtherAsks.delete(entry.id);
    entries.push({ ...entry, asks: [...entry.asks, ...further.map(({ text }) => text)] });
    places.set(entry.id, {
      file,
      asks: [...read.askLines.map((line) => ({ file, line })), ...further.map(({ place }) => place)],
    });
  }
  const isComplete = entries.length === files.length;
  for (const [id, [first]] of furtherAsks) {
    if (isComplete && first) findings.push({ ...first.place, message: `There is no answer "${id}" for these lines.` });
  }
  findings.push(...faultyRelations(entries, places), ...repeatedAsks(entries, places));
  return { entries, places };
}

function faultyRelations(entries: readonly Entry[], places: Answers["places"]): readonly ContentFinding[] {
  const known = new Set(entries.map(({ id }) => id));
  return entries.flatMap(({ id, related }) => {
    const at = { file: places.get(id)?.file ?? "answers", line: 1 };
    return [
      ...related.flatMap((topic) =>
        known.has(topic) ? [] : [{ ...at, message: `related: there is no answer "${topic}".` }],
      ),
      ...(related.includes(id) ? [{ ...at, message: "related: names the answer itself." }] : []),
    ];
  });
}

/** The same words twice teach nothing, and of two topics they teach the wrong thing. */
function repeatedAsks(entries: readonly Entry[], places: Answers["places"]): readonly ContentFinding[] {
  const first = new Map<string, Entry["id"]>();
  return entries.flatMap(({ id, asks }) =>
    asks.flatMap((ask, index): readonly ContentFinding[] => {
      const before = first.get(ask.toLowerCase());
      if (before === undefined) {
        first.set(ask.toLowerCase(), id);
        return [];
      }
      const place = places.get(id)?.asks[index] ?? { file: `answers/${id}.md`, line: 1 };
      return [{ ...place, message: `"${ask}" stands twice${before === id ? "" : `, here and for ${before}`}.` }];
    }),
  );
}

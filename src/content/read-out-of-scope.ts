import { outOfScopeSchema } from "../core/knowledge/entry.js";
import type { OutOfScope } from "../core/knowledge/entry.js";
import type { ContentFinding } from "./finding.js";
import { readLineFiles, readText } from "./read-text.js";
import { parseYaml } from "./yaml-file.js";

const kindsFile = "search/out-of-scope.yaml";

/** Reads the kinds of words that are not answered, and the lines of each from `search/out-of-scope/<id>.txt`. */
export async function readOutOfScope(folder: string, findings: ContentFinding[]): Promise<OutOfScope | undefined> {
  const text = await readText(folder, kindsFile, findings);
  const parsed = text === undefined ? undefined : parseYaml(text, outOfScopeSchema, kindsFile);
  if (parsed?.kind === "faulty") findings.push(...parsed.findings);
  if (parsed?.kind !== "parsed") return undefined;
  const lines = await readLineFiles(folder, "search/out-of-scope", findings);
  const kinds = parsed.value.kinds.map((kind, index) => {
    const own = lines.get(kind.id) ?? [];
    lines.delete(kind.id);
    if (own.length === 0)
      findings.push({
        file: kindsFile,
        line: parsed.lineOf(["kinds", index]),
        message: `The kind "${kind.id}" needs lines in search/out-of-scope/${kind.id}.txt.`,
      });
    return { ...kind, lines: own.map((line) => line.text) };
  });
  for (const [id, [first]] of lines)
    if (first) findings.push({ ...first.place, message: `There is no kind "${id}" in ${kindsFile} for these lines.` });
  return { kinds };
}

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ContentFinding } from "./finding.js";

/** A file of the knowledge folder; one that can't be read is a finding. */
export async function readText(folder: string, file: string, findings: ContentFinding[]): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, file), "utf8")).replace(/^\uFEFF/u, "");
  } catch {
    findings.push({ file, line: 1, message: "The file is missing or can't be read." });
    return undefined;
  }
}

/** Names of files with this ending, sorted; those that editors' programs and systems put beside them (`.#…`, `._…`) are passed over. */
export const filesIn = async (folder: string, within: string, ending: string): Promise<readonly string[]> =>
  (await readdir(join(folder, within)).catch(() => []))
    .filter((name) => name.endsWith(ending) && !name.startsWith("."))
    .sort();

export type LinePlace = Pick<ContentFinding, "file" | "line">;

export interface PlacedLine {
  readonly text: string;
  readonly place: LinePlace;
}

/** The lines of each `<name>.txt` in a folder, by name; blank ones are passed over. No folder, no lines. */
export async function readLineFiles(
  folder: string,
  within: string,
  findings: ContentFinding[],
): Promise<Map<string, readonly PlacedLine[]>> {
  const files = await filesIn(folder, within, ".txt");
  const read = await Promise.all(
    files.map(async (name) => {
      const file = `${within}/${name}`;
      const lines = ((await readText(folder, file, findings)) ?? "").split(/\r?\n/u);
      const placed = lines.map((line, index) => ({ text: line.trim(), place: { file, line: index + 1 } }));
      return [name.replace(/\.txt$/u, ""), placed.filter(({ text }) => text !== "")] as const;
    }),
  );
  return new Map(read);
}

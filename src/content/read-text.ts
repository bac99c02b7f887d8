import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContentFinding } from "./finding.js";

/** A file of the knowledge folder; one that can't be read is a finding. */
export async function readText(folder: string, file: string, findings: ContentFinding[]): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), "utf8");
  } catch {
    findings.push({ file, line: 1, message: "The file is missing or can't be read." });
    return undefined;
  }
}

import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { keepValue, keptFolder, keptValue } from "./kept-values.js";
import type { Content } from "./load-content.js";

/**
 * The content of a folder that was found in order, for a quick start: the kept one if not a byte in the folder has
 * changed since, else read and checked anew. Errors: `content-wrong`.
 */
export async function obtainContent(folder: string, kept = keptFolder()): Promise<Content> {
  const bytes = await fingerprint(folder);
  return ((await keptValue(kept, nameOf(bytes))) as Content | undefined) ?? readAndKeep(folder, kept, bytes);
}

/** Reads, checks and keeps the content, whatever is kept; the build does, so that no older program's reading stays. */
export const keepContent = async (folder: string, kept = keptFolder()): Promise<Content> =>
  readAndKeep(folder, kept, await fingerprint(folder));

const nameOf = (bytes: string): string => `${bytes}.content`;

async function readAndKeep(folder: string, kept: string, before: string): Promise<Content> {
  // Only now: most starts find it kept, and need neither the checks nor their libraries.
  const { loadContent } = await import("./load-content.js");
  const content = await loadContent(folder);
  // An editor may have saved while it was read.
  if (before === (await fingerprint(folder))) await keepValue(kept, nameOf(before), content);
  return content;
}

/** Of every file's name and bytes. */
async function fingerprint(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(file).catch(() => undefined)));
  const hash = createHash("sha256");
  files.forEach((file, index) => {
    const text = texts[index];
    hash.update(`${file.slice(folder.length)}\0${String(text?.length)}\0`);
    if (text) hash.update(text);
  });
  return hash.digest("hex");
}

import { writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { FileBlock } from "../../core/conversation/reply.js";
import { codeOf } from "../../error-code.js";

/** After so many files of one name it is given up. */
const namesTried = 1_000;

/**
 * Writes a file into a folder, never over another one: the second of a name becomes `name-2.pdf`.
 *
 * @returns where it is; undefined when there are too many of that name. Rejects when the folder cannot be written to.
 */
export async function saveFile(folder: string, file: Pick<FileBlock, "name" | "bytes">): Promise<string | undefined> {
  const name = basename(file.name.replace(/[\p{Cc}\\:*?"<>|]/gu, "-")) || "file";
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; number <= namesTried; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}-${String(number)}${extension}`);
    try {
      await writeFile(path, file.bytes, { flag: "wx" });
      return path;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
  return undefined;
}

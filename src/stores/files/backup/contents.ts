import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { codeOf } from "../../../error-code.js";

/** The list of what is in a backup; the first file of its archive. */
export const listName = "backup.json";
const format = 1;

const fileSchema = z.object({
  path: z.string().regex(/^(?:teams|installations)\/[\w.-]+$|^(?:claims\.txt|audit\.jsonl)$/),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().length(64),
});
export const contentsSchema = z.object({
  format: z.literal(format),
  /** The version of the program that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  files: z.array(fileSchema),
});
export type Contents = z.infer<typeof contentsSchema>;

/** Files to which lines are added in place; each line stands alone. */
export const backedUpFiles = ["claims.txt", "audit.jsonl"] as const;

/** What of a data folder is backed up; its index and lock are made anew by each start. */
export const backedUp = ["teams", "installations", ...backedUpFiles] as const;

/** What stands in a folder laid out as a data folder, by path, with each file's size and SHA-256. */
export async function listContents(folder: string, made: Pick<Contents, "version" | "madeAt">): Promise<Contents> {
  const paths = [...(await filesIn(folder, "teams")), ...(await filesIn(folder, "installations")), ...backedUpFiles];
  const files = [];
  for (const path of paths) {
    const bytes = await sizeOf(join(folder, path));
    if (bytes !== undefined) files.push({ path, bytes, sha256: await hashOf(join(folder, path)) });
  }
  return { format, ...made, files };
}

/** The files right in a subfolder, as paths from the data folder on; none when there is no such folder. */
export async function filesIn(folder: string, subfolder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, subfolder), { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${subfolder}/${name}`);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    },
  );
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

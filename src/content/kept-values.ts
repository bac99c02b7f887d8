import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { packageRoot } from "../package-root.js";

/** Where what takes long to make is kept, each under a name that changes with what it was made from; filled by the build. */
export const keptFolder = (): string => join(packageRoot(), "dist/kept");

/**
 * Undefined when there is none, or what there is can't be read; then it is made anew. A newer engine reads what an older
 * one wrote (https://nodejs.org/api/v8.html#serialization-api), so a package runs on another Node.js than it was built on.
 */
export async function keptValue(folder: string, name: string): Promise<unknown> {
  const file = join(folder, name);
  try {
    const value: unknown = deserialize(await readFile(file));
    const now = new Date();
    // What is used stays, however many were made since.
    await utimes(file, now, now).catch(() => undefined);
    return value;
  } catch {
    return undefined;
  }
}

/** So many of one extension are kept, those used last. */
const mostKept = 6;

/** Keeps a value for the next start; where the folder can't be written, nothing is kept and nothing is lost. */
export async function keepValue(folder: string, name: string, value: unknown): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const file = join(folder, name);
    const unfinished = `${file}.${String(process.pid)}`;
    await writeFile(unfinished, serialize(value));
    await rename(unfinished, file);
    await dropOldest(folder, extname(name));
  } catch {
    // Making it again is slower, not wrong.
  }
}

async function dropOldest(folder: string, extension: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(extension));
  const files = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const oldest = files.sort((a, b) => b.at - a.at).slice(mostKept);
  for (const { name } of oldest) await rm(join(folder, name), { force: true });
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where `knowledge/` and `manifests/` are: beside `src/` and `dist/`. */
export const packageRoot = (): string => fileURLToPath(new URL("..", import.meta.url));

const packageSchema = z.object({ version: z.string() });

/** The program's version, e.g. "0.1.0". */
export const packageVersion = async (): Promise<string> =>
  packageSchema.parse(JSON.parse(await readFile(join(packageRoot(), "package.json"), "utf8"))).version;

/** What the advisor says, as it comes with the program. */
export const knowledgeFolder = (): string => join(packageRoot(), "knowledge");

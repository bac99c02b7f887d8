import { readFileSync, statSync } from "node:fs";
import { codeOf } from "../error-code.js";
import type { Problem } from "./read-settings.js";
import { secretSettings } from "./settings.js";

/** Reads a file whole; rejects as `node:fs` does. */
export type ReadSecretFile = (path: string) => string;

type Values = Readonly<Record<string, string | undefined>>;

/** No key or certificate is larger; a path of something else, such as a disk image, is refused before it is read. */
const largestBytes = 64_000;

/** What a secret setting's `_FILE` names is its value, without the line's end that editors and `kubectl` put there. */
export function withSecretFiles(
  environment: Values,
  readFile: ReadSecretFile = readSmallFile,
): { readonly values: Values; readonly problems: readonly Problem[] } {
  const values: Record<string, string | undefined> = { ...environment };
  const problems: Problem[] = [];
  for (const setting of secretSettings) {
    const name = `${setting}_FILE`;
    const path = environment[name]?.trim() ?? "";
    if (path === "") continue;
    const refuse = (why: string): void => {
      problems.push({ setting: name, sentence: `${name} ${why}.` });
    };
    if ((environment[setting] ?? "").trim() !== "") {
      refuse(`is refused: ${setting} is set too; unset one of the two`);
      continue;
    }
    const read = tryRead(path, readFile);
    if (read.kind === "failed") refuse(`can't be read: ${read.why}; give the path of a file that holds ${setting}`);
    else if (read.text.trim() === "") refuse(`names an empty file; put ${setting} in it`);
    else values[setting] = read.text.replace(/\r?\n$/, "");
  }
  return { values, problems };
}

/** The values of all secret settings, usable or not, so that they can be kept out of what is printed. */
export function secretsIn(environment: Values, readFile?: ReadSecretFile): readonly string[] {
  const { values } = withSecretFiles(environment, readFile);
  return secretSettings.flatMap((name) => values[name]?.trim() ?? []);
}

type ReadResult = { readonly kind: "text"; readonly text: string } | { readonly kind: "failed"; readonly why: string };

/** The path is not repeated: it may be the secret itself, set under the wrong name. */
function tryRead(path: string, readFile: ReadSecretFile): ReadResult {
  try {
    return { kind: "text", text: readFile(path) };
  } catch (error) {
    const why = error instanceof RangeError ? "it is too large" : `the system says ${codeOf(error)}`;
    return { kind: "failed", why };
  }
}

function readSmallFile(path: string): string {
  if (statSync(path).size > largestBytes) throw new RangeError("too large");
  return readFileSync(path, "utf8");
}

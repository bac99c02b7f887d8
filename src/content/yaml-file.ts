import { LineCounter, isNode, parseDocument } from "yaml";
import type { z } from "zod";
import type { ContentFinding } from "./finding.js";

export type Parsed<T> =
  | { readonly kind: "parsed"; readonly value: T; readonly lineOf: LineOf }
  | { readonly kind: "faulty"; readonly findings: readonly ContentFinding[] };
/** The line in the file where the value at a path stands. */
export type LineOf = (path: readonly PropertyKey[]) => number;

/** Parses YAML text and checks it; every finding names the line. `firstLine` is where the text starts in its file. */
export function parseYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  firstLine = 1,
): Parsed<z.output<S>> {
  try {
    return parseAndCheck(text, schema, file, firstLine);
  } catch (error) {
    // The parser calls itself for each level, and ends where there is no more room for calls.
    if (!(error instanceof RangeError)) throw error;
    const message = "One value stands in another far too often here.";
    return { kind: "faulty", findings: [{ file, line: firstLine, message }] };
  }
}

function parseAndCheck<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  firstLine: number,
): Parsed<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  if (document.errors.length > 0) {
    return {
      kind: "faulty",
      findings: document.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        message: error.message.split("\n")[0] ?? "This is not YAML.",
      })),
    };
  }
  const lineOf: LineOf = (path) => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return firstLine;
  };
  const value = valueOf(document);
  if (value === undefined)
    return {
      kind: "faulty",
      findings: [{ file, line: firstLine, message: "Its aliases (*name) stand for far too much." }],
    };
  const checked = schema.safeParse(value.is);
  if (checked.success) return { kind: "parsed", value: checked.data, lineOf };
  return {
    kind: "faulty",
    findings: checked.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      message: `${issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""}${issue.message}`,
    })),
  };
}

/** Undefined when aliases that name aliases would fill the memory; the parser counts them. */
function valueOf(document: ReturnType<typeof parseDocument>): { readonly is: unknown } | undefined {
  try {
    return { is: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

import type { Fence } from "./fence.js";

/** Errors that no input should lead to, and nobody throws on purpose. */
const mistakes: ReadonlySet<unknown> = new Set([
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "URIError",
]);

const prototypes = {
  Object: Object.prototype,
  Array: Array.prototype,
  String: String.prototype,
  Function: Function.prototype,
};

/** What goes wrong beside the answer: rejections nobody handles, mistakes in the log, changed prototypes, files elsewhere. */
export class Watch {
  readonly #fence: Fence;
  readonly #before = new Map(Object.entries(prototypes).map(([name, of]) => [name, new Set(Reflect.ownKeys(of))]));
  #wrong: string[] = [];

  constructor(fence: Fence) {
    this.#fence = fence;
    process.on("unhandledRejection", (reason) => this.#wrong.push(`a rejection nobody handled: ${describe(reason)}`));
    process.on("uncaughtException", (error) => this.#wrong.push(`an exception nobody caught: ${describe(error)}`));
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (chunk: string | Uint8Array) => {
      const text = chunk.toString();
      // What botbuilder says of a token whose key it does not know.
      if (text.startsWith("Error finding key for token")) return true;
      if (!text.startsWith('{"level"')) return write(chunk);
      this.#read(text);
      return true;
    };
  }

  /** What was found since it was last asked. */
  take(): readonly string[] {
    for (const [name, of] of Object.entries(prototypes))
      for (const key of Reflect.ownKeys(of))
        if (this.#before.get(name)?.has(key) === false) {
          this.#wrong.push(`${name}.prototype has ${String(key)}`);
          Reflect.deleteProperty(of, key);
        }
    return [...this.#wrong.splice(0), ...this.#fence.takeOutside().map((path) => `written outside: ${path}`)];
  }

  /** The program's log. */
  #read(lines: string): void {
    for (const line of lines.split("\n")) {
      if (line === "") continue;
      const { error, msg, at } = JSON.parse(line) as { error?: unknown; msg?: unknown; at?: unknown };
      if (mistakes.has(error) && !isOfCall(msg, at))
        this.#wrong.push(`a ${String(error)} in the log (${String(msg)}, ${String(at)})`);
    }
  }
}

/** `fetch` and Microsoft's client call it a TypeError when there is no way to an address; the call counts as failed then. */
const isOfCall = (msg: unknown, at: unknown): boolean =>
  msg === "msteams.call-failed" || (msg === "slack.not-posted" && String(at).includes("patient-fetch"));

export const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 6).join(" ") : String(error);

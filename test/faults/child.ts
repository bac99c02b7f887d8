import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface LogLine {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** How the program ended, and whether somebody made it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly isMeant: boolean;
}

interface ChildParts {
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Whose process it is; undefined: ours. */
  readonly uid?: number | undefined;
}

const binary = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const preload = fileURLToPath(new URL("entra.mjs", import.meta.url));
const startsWithinMs = 60_000;
/** As whoever runs it allows: then it is killed, and that is no good end. */
const endsWithinMs = 60_000;

/** Nothing is left running should the harness end early. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The built program, run as `npm start` runs it, and as often as it must. */
export class Child {
  readonly #parts: ChildParts;
  readonly log: LogLine[] = [];
  readonly ends: Ended[] = [];
  /** What it wrote to standard error that is no line of the log. */
  readonly noise: string[] = [];
  #process: ChildProcess | undefined;
  #ended: Promise<Ended> | undefined;
  #isMeant = false;

  constructor(parts: ChildParts) {
    this.#parts = parts;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#parts.port)}`;
  }
  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }
  get process(): ChildProcess | undefined {
    return this.#process;
  }

  /** Resolves once it is ready; rejects when it ends before. */
  async start(): Promise<void> {
    const child = this.#spawn(["start"]);
    this.#process = child;
    this.#isMeant = false;
    this.#ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        const ended = { code, signal, isMeant: this.#isMeant };
        this.ends.push(ended);
        this.#process = undefined;
        resolve(ended);
      });
    });
    const until = Date.now() + startsWithinMs;
    for (;;) {
      if ((await this.asks("/readyz"))?.status === 200) return;
      if (this.#process !== child) throw new TypeError(`it did not start: ${this.noise.join("").slice(-500)}`);
      if (Date.now() > until) throw new TypeError("it did not become ready");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Sends it a signal that ends it, and waits until it has. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<Ended | undefined> {
    const child = this.#process;
    if (!child) return undefined;
    this.#isMeant = true;
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), endsWithinMs);
    const ended = await this.#ended;
    clearTimeout(late);
    return ended;
  }

  /** Runs another command of it to its end, beside it. */
  async runs(...args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
    const child = this.#spawn(args, false);
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    return new Promise((resolve) => {
      child.once("close", (code) => {
        resolve({ code, text });
      });
    });
  }

  /** What it answers a plain request with; undefined: nothing within the time. */
  asks(path: string, withinMs = 5_000): Promise<Response | undefined> {
    return fetch(`${this.url}${path}`, { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
  }

  /** Lines of its log that somebody looks for. */
  logged(isMeant: (line: LogLine) => boolean): readonly LogLine[] {
    return this.log.filter(isMeant);
  }

  #spawn(args: readonly string[], isLogged = true): ChildProcess {
    const { env, uid } = this.#parts;
    const child = spawn(process.execPath, ["--import", preload, binary, ...args], {
      env: { PATH: process.env["PATH"], ...env },
      cwd: env["DATA_DIR"],
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    running.add(child);
    child.once("exit", () => running.delete(child));
    if (!isLogged) return child;
    child.stdout.resume();
    let rest = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#read(line);
    });
    return child;
  }

  #read(line: string): void {
    if (line.startsWith("{")) this.log.push(JSON.parse(line) as LogLine);
    else this.noise.push(`${line}\n`);
  }
}

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.js";

/** The program as `npm start` runs it, in a process of its own that can be killed. */
export interface RunningProgram {
  readonly url: string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to how long it took to end (ms). */
  stop(): Promise<number>;
}

export async function startProgram(environment: Readonly<Record<string, string>>): Promise<RunningProgram> {
  const child = spawn(process.execPath, [join(packageRoot(), "dist/cli/main.js"), "start"], {
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "error", ...environment },
    cwd: environment["DATA_DIR"],
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
    stop: async () => {
      const before = Date.now();
      child.kill("SIGTERM");
      await ended;
      return Date.now() - before;
    },
  };
}

/** As it prints it; Socket Mode alone has none to tell. */
const portOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = "";
    child.once("exit", (code) => {
      reject(new TypeError(`it ended (${String(code)}) before it was open`));
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes("Data:")) resolve(/(?:on port |127\.0\.0\.1:)(\d+)/.exec(printed)?.[1] ?? "0");
    });
  });

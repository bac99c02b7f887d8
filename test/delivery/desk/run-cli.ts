import { execFile } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../../src/package-root.js";
import type { DeskProgram } from "./desk-program.js";

/** What a command of the real binary prints beside the running program, with its settings. */
export const runCli = ({ dataDir, environment }: DeskProgram, ...words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageRoot(), "dist/cli/main.js"), ...words],
      { env: { ...process.env, ...environment, LOG_LEVEL: "info" }, cwd: dataDir },
      (_error, out, err) => {
        resolve(`${out}${err}`);
      },
    );
  });

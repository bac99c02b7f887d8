import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { AdvisorError } from "../core/errors.js";

/** Whether a module is what Node was started with, also by the link that npm puts into `bin`. */
export const isRun = (moduleUrl: string): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);

/** Parses the arguments and does what they say; a fault is one sentence on standard error and exit code 1. */
export async function run(program: Command, argv: readonly string[] = process.argv): Promise<void> {
  try {
    await program.parseAsync(argv);
  } catch (error) {
    const redact = (await import("./settings.js")).redactSettings();
    process.stderr.write(
      `${error instanceof AdvisorError ? redact(error.sentence) : `Something went wrong: ${error instanceof Error ? error.name : "unknown"}. Nothing was changed.`}\n`,
    );
    if (!(error instanceof AdvisorError) && process.env["DEBUG"])
      process.stderr.write(`${redact(String(error instanceof Error ? error.stack : error))}\n`);
    process.exitCode = 1;
  }
}

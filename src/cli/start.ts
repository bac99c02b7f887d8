import { resolve } from "node:path";
import { openProgram } from "../compose.js";
import { createLog, errorFields } from "../log.js";
import { requireSettings } from "./settings.js";

/** Runs until it is told to stop (SIGINT, SIGTERM); work under way is finished first. */
export async function start(): Promise<void> {
  const settings = requireSettings();
  const log = createLog(settings.logLevel, process.stderr, settings.secrets);
  // Node would print the fault's message, which may hold anything; what was acknowledged is on disk.
  process.on("uncaughtException", (error) => {
    log.error("program.crashed", errorFields(error));
    process.exit(1);
  });
  const program = await openProgram(settings);
  const lines = [...program.doors.map((door) => `${door.name}: ${door.where}`), `Data: ${resolve(settings.dataDir)}`];
  process.stdout.write(`${lines.join("\n")}\n`);
  // Whoever read the log or what was printed may be gone; the people who ask are not.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void program.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

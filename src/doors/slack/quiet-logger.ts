import { LogLevel } from "@slack/bolt";
import type { Logger } from "@slack/bolt";
import type { Log } from "../../log.js";

/** Libraries log what they handle; only that something was logged passes, never its text. */
export function quietLogger(log: Log): Logger {
  const pass = (level: "warn" | "error") => (): void => {
    log.debug("slack.library", { level });
  };
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: pass("warn"),
    error: pass("error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  };
}

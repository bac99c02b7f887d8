import { config } from "dotenv";
import { readSettings } from "../config/read-settings.js";
import { secretsIn } from "../config/secret-files.js";
import type { ReadSettings } from "../config/read-settings.js";
import type { Settings } from "../config/settings.js";
import { AdvisorError } from "../core/errors.js";
import { createRedact } from "../redact.js";
import type { Redact } from "../redact.js";

/** Reads `.env` and the environment; the environment wins. */
export function readEnvironment(): ReadSettings {
  config({ quiet: true });
  return readSettings(process.env);
}

/** The settings, or one sentence that names what is wrong. */
export function requireSettings(): Settings {
  const read = readEnvironment();
  if (read.kind === "usable") return read.settings;
  const [first] = read.problems;
  const more = read.problems.length > 1 ? ` (${String(read.problems.length - 1)} more: run "npx iso42001 doctor")` : "";
  throw new AdvisorError("settings-wrong", { happened: `${first?.sentence ?? "The settings are wrong."}${more}` });
}

/** Keeps the secrets of the environment out of what a command prints, also when the settings are wrong. */
export const redactSettings = (): Redact => createRedact(secretsIn(process.env));

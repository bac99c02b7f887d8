import { pino } from "pino";
import { createRedact, redacted } from "./redact.js";
import type { Redact } from "./redact.js";

/** Plain facts about an event: ids, counts, codes and durations; never message text, names, addresses or tokens. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Writes one JSON line an event to standard error, so that standard output stays for answers.
 *
 * @param secrets values that are written nowhere
 */
export function createLog(
  level: LogLevel,
  destination: NodeJS.WritableStream = process.stderr,
  secrets: readonly string[] = [],
): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const redact = createRedact(secrets);
  return {
    debug: (event, fields = {}) => {
      logger.debug(safeFields(fields, redact), event);
    },
    info: (event, fields = {}) => {
      logger.info(safeFields(fields, redact), event);
    },
    warn: (event, fields = {}) => {
      logger.warn(safeFields(fields, redact), event);
    },
    error: (event, fields = {}) => {
      logger.error(safeFields(fields, redact), event);
    },
  };
}

/** Fields that hold what somebody wrote, or a secret, whatever their value looks like. */
const closedName =
  /text|message|question|answer(?!s$)|note|title|body|name|mail|phone|address|url|token|secret|password|passwd|auth|cookie|credential|signature|private|api.?key/i;
/** Ids, codes and places in our code are shorter. */
const longestValue = 300;

/** The types say what may be logged; this holds when something slips by them (a library's object, a cast). */
function safeFields(fields: LogFields, redact: Redact): LogFields {
  return Object.fromEntries(
    Object.entries(fields as Readonly<Record<string, unknown>>).map(([name, value]) => [
      redact(name),
      closedName.test(name) && typeof value !== "number" && typeof value !== "boolean"
        ? redacted
        : safeValue(value, redact),
    ]),
  );
}

function safeValue(value: unknown, redact: Redact): string | number | boolean | null | undefined {
  switch (typeof value) {
    case "string":
      return redact(value).slice(0, longestValue);
    case "number":
    case "boolean":
    case "undefined":
      return value;
    default:
      // What is in an object is nobody's to log.
      return value === null ? null : `[${typeof value}]`;
  }
}

/** What of an unknown error may be logged: its class and code, not its message (libraries put input into messages). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.name,
    // A call that never got anywhere says why in its cause.
    code: codeIn(error) ?? codeIn(error.cause),
    // The stack begins with the message, which may hold anything: only lines that name a place of ours.
    at: error.stack
      ?.split("\n")
      .find((line) => /^\s+at (?:[\w.<>[\] #]+ \()?(?:file:\/\/)?\S*\/(?:dist|src)\/\S+\)?$/u.test(line))
      ?.trim(),
  };
}

const codeIn = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

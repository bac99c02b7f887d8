import { pino } from "pino";

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

/** Writes one JSON line an event to standard error, so that standard output stays for answers. */
export function createLog(level: LogLevel, destination: NodeJS.WritableStream = process.stderr): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    debug: (event, fields = {}) => {
      logger.debug(fields, event);
    },
    info: (event, fields = {}) => {
      logger.info(fields, event);
    },
    warn: (event, fields = {}) => {
      logger.warn(fields, event);
    },
    error: (event, fields = {}) => {
      logger.error(fields, event);
    },
  };
}

/** What of an unknown error may be logged: its class and code, not its message (libraries put input into messages). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    error: error.name,
    code,
    // The stack begins with the message, which may hold anything: only lines that name a place of ours.
    at: error.stack
      ?.split("\n")
      .find((line) => /^\s+at (?:[\w.<>[\] #]+ \()?(?:file:\/\/)?\S*\/(?:dist|src)\/\S+\)?$/u.test(line))
      ?.trim(),
  };
}

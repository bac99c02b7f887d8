/** Faults that a person or the operator is told about in words; expected outcomes are values, not errors. */
export type FaultCode =
  | "store-unwritable"
  | "store-unreadable"
  | "team-file-damaged"
  | "store-in-use"
  | "settings-wrong"
  | "content-wrong"
  | "operator-mistake"
  | "platform-refused"
  | "too-fast"
  | "unexpected";

interface FaultDetails {
  /** One sentence for the log and the operator: what happened. No message text, no token, no personal data. */
  readonly happened: string;
  /** What was kept, for the operator. */
  readonly kept?: string;
  /** What to do next, for the operator. */
  readonly next?: string;
  readonly cause?: unknown;
}

/** A fault with a code; what the person sees for the code is in `knowledge/words`. */
export class AdvisorError extends Error {
  override readonly name = "AdvisorError";
  readonly code: FaultCode;
  readonly kept: string | undefined;
  readonly next: string | undefined;

  constructor(code: FaultCode, details: FaultDetails) {
    super(details.happened, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.kept = details.kept;
    this.next = details.next;
  }

  /** The whole message for an operator, in one line. */
  get sentence(): string {
    return [this.message, this.kept, this.next].filter((part) => part !== undefined).join(" ");
  }
}

/** For the end of a switch over a union: fails to compile when a case is missing. */
export function assertNever(value: never): never {
  throw new AdvisorError("unexpected", { happened: `A case was not handled: ${JSON.stringify(value)}.` });
}

import { z } from "zod";

/** Slack's own error code, such as `not_in_channel`; undefined for other errors. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof Error && "data" in error
    ? z.looseObject({ error: z.string() }).safeParse(error.data).data?.error
    : undefined;
}

/** A refusal that Slack put into the body of an answer. */
export class SlackRefused extends Error {
  override readonly name = "SlackRefused";
  readonly data: { readonly error: string };

  constructor(code: string) {
    super(`Slack said ${code}.`);
    this.data = { error: code };
  }
}

import type { Rest } from "../kept-work.js";

/** Slack does not take an answer just now, and surely did nothing with it. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";

  /** @param again sends what is left; undefined: the work begins anew, as nothing of it is done */
  constructor(
    cause: unknown,
    readonly again: (() => Promise<void>) | undefined,
  ) {
    super("Slack does not take it just now.", { cause });
  }
}

/** Does some work; resolves to what is to be sent later. Rejects as the work does otherwise. */
export async function restOf(work: () => Promise<void>): Promise<Rest | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    const { again = work } = error;
    return { send: () => restOf(again) };
  }
}

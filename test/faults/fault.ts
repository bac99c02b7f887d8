import type { Needs, Stage } from "./stage.js";

/** One kind of fault. */
export interface Fault {
  readonly name: string;
  readonly needs?: Needs;
  /** Why it cannot be brought about on this machine; undefined: it can. */
  missing?(): Promise<string | undefined>;
  /**
   * Brings it about while people work, and ends it. Resolves to what showed that it bit, such as "3 writes failed";
   * undefined: it did not.
   */
  strike(stage: Stage): Promise<string | undefined>;
  /** Files that were damaged on purpose, as `doctor` must name them, besides what it says of everybody else's. */
  readonly damages?: boolean;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until people are at work: right after something more of theirs was acknowledged, or a while later. */
export async function aMoment({ ledger, random }: Stage, atMostMs = 1_500): Promise<void> {
  const until = ledger.acknowledged + 1 + Math.floor(random() * 4);
  await comesTrue(() => ledger.acknowledged >= until, 20_000, 5);
  await pause(random() < 0.5 ? random() * 50 : random() * atMostMs);
}

/** Waits until something is so; false: it never was. */
export async function comesTrue(
  isSo: () => boolean | Promise<boolean>,
  withinMs = 30_000,
  everyMs = 50,
): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until;) {
    if (await isSo()) return true;
    await pause(everyMs);
  }
  return false;
}

/** Lines of the log that say that a write failed. */
export const writesFailed = ({ child }: Stage): number =>
  child.logged(({ code }) => code === "store-unwritable").length;

import { expect } from "vitest";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { secretsOf } from "./secrets.js";

/** One side's people, under the name that their secrets are made of, and all that they were shown. */
interface Side {
  readonly name: string;
  readonly shown: string;
}

/** Nothing that one side's people wrote is in anything that the other's were shown; their own is. */
export function expectApart([one, other]: readonly [Side, Side]): void {
  for (const [theirs, ours] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const secret of Object.values(secretsOf(theirs.name))) expect(ours.shown).not.toContain(secret);
    for (const secret of Object.values(secretsOf(ours.name))) expect(ours.shown).toContain(secret);
  }
}

/** Each answer, note and request is there once. */
export function expectStoredOnce(
  entries: readonly TrailEntry[],
  { name, answers, reference }: { readonly name: string; readonly answers: number; readonly reference: string },
): void {
  const answered = entries.filter((entry) => entry.kind === "answered");
  expect(answered).toHaveLength(answers);
  expect(new Set(answered.map(({ question }) => question)).size).toBe(answers);
  expect(entries.filter((entry) => entry.kind === "detail-recorded")).toMatchObject([{ note: secretsOf(name).note }]);
  expect(entries.filter((entry) => entry.kind === "consultation-requested")).toMatchObject([{ reference }]);
}

import { comesTrue, pause } from "../fault.js";
import type { Fault } from "../fault.js";
import type { Stage } from "../stage.js";

/** Platforms repeat, or mix up, what they send, until that happened often enough. */
const arrivesBy =
  (set: (habits: Stage["slack"]["habits"]) => void, atLeast: number) =>
  async ({ slack, random }: Stage) => {
    const { habits } = slack;
    set(habits);
    await comesTrue(() => habits.repeats >= atLeast, 60_000);
    await pause(random() * 1_000);
    Object.assign(habits, { copies: 1, isLate: false });
    return habits.repeats >= atLeast ? `${String(habits.repeats)} came once more` : undefined;
  };

export const arrivals: readonly Fault[] = [
  {
    name: "events five times at once",
    strike: arrivesBy((habits) => {
      habits.copies = 5;
    }, 20),
  },
  {
    name: "events out of order",
    strike: arrivesBy((habits) => {
      habits.isLate = true;
    }, 10),
  },
];

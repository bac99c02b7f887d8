import { faultOneInFive } from "./faults.js";
import type { SlackFault } from "./slack-api.js";

const everyFault: readonly SlackFault[] = ["429", "500", "reset-before", "reset-after", "delay"];

/** One call in five fails in one of these ways, each method by its own row of numbers. */
export function oneInFive(
  seed: number,
  faults: readonly SlackFault[] = everyFault,
): (method: string) => SlackFault | undefined {
  const faultOf = faultOneInFive(seed, faults);
  return (method) => faultOf(method.replace(/\/.*/, ""));
}

// What a run can be told, all of it optional.
import { parseArgs } from "node:util";

const numbers = {
  /** How long events come on schedule, and how many a second. */
  seconds: 60,
  rate: 100,
  /** People, each in a direct message of their own. */
  users: 500,
  /** How long the Web API takes to answer, in milliseconds. */
  latency: 300,
  /** How many turns each side gets at going as fast as it can, of how many seconds, with how many people waiting at any time. */
  turns: 3,
  "turn-seconds": 10,
  waiting: 500,
};

/** @throws when an option is unknown or no number */
export function readOptions() {
  const known = Object.entries(numbers).map(([name, value]) => [name, { type: "string", default: String(value) }]);
  const { values } = parseArgs({ options: { ...Object.fromEntries(known), profile: { type: "string", default: "" } } });
  const read = Object.fromEntries(Object.keys(numbers).map((name) => [name, Number(values[name])]));
  for (const [name, value] of Object.entries(read))
    if (!(Number.isInteger(value) && value > 0)) throw new Error(`--${name} takes a whole number above 0.`);
  return {
    ...read,
    turnSeconds: read["turn-seconds"],
    /** A folder for a processor profile of the program; empty: none. */
    profile: values.profile,
  };
}

import type { Fault } from "./fault.js";
import type { Outcome } from "./run.js";

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const wrongWith = ({
  findings: { lost, duplicated, damaged, foreign, untrue },
}: Outcome): readonly (readonly [string, readonly string[]])[] => [
  ["lost", lost],
  ["duplicated", duplicated],
  ["damaged", damaged],
  ["foreign", foreign],
  ["untrue", untrue],
];

export const holds = (outcome: Outcome): boolean =>
  outcome.witness !== undefined && wrongWith(outcome).every(([, found]) => found.length === 0);

/** One run as it ends, with what repeats it. */
export function tellOutcome(outcome: Outcome): void {
  const { fault, seed, witness, acknowledged, tookMs } = outcome;
  tell(
    `${holds(outcome) ? "ok   " : "WRONG"} ${fault}: ${witness ?? "did not bite"}; ${String(acknowledged)} acknowledged, ${(tookMs / 1000).toFixed(0)} s (--only "${fault}" --seed ${String(seed)} --runs 1)`,
  );
  for (const [what, found] of wrongWith(outcome))
    for (const [words, times] of countsOf(found))
      tell(`      ${what}: ${words}${times > 1 ? ` (${String(times)} times)` : ""}`);
}

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const columns = [
  "fault",
  "runs",
  "bit",
  "acknowledged",
  "repeats",
  "lost",
  "duplicated by id",
  "damaged",
  "foreign",
  "untrue",
];

/** All runs by their kind; resolves to the exit code: 1 when something does not hold. */
export function tellTable(
  kinds: readonly Fault[],
  outcomes: readonly Outcome[],
  missing: ReadonlyMap<Fault, string>,
): number {
  const rowOf = (name: string, of: readonly Outcome[]): readonly string[] => {
    const sum = (count: (outcome: Outcome) => number): string =>
      String(of.reduce((total, outcome) => total + count(outcome), 0));
    return [
      name,
      String(of.length),
      sum(({ witness }) => (witness === undefined ? 0 : 1)),
      sum(({ acknowledged }) => acknowledged),
      sum(({ findings }) => findings.repeats),
      sum(({ findings }) => findings.lost.length),
      sum(({ findings }) => findings.duplicated.length),
      sum(({ findings }) => findings.damaged.length),
      sum(({ findings }) => findings.foreign.length),
      sum(({ findings }) => findings.untrue.length),
    ];
  };
  const rows = [
    columns,
    ...kinds
      .filter((kind) => !missing.has(kind))
      .map(({ name }) =>
        rowOf(
          name,
          outcomes.filter(({ fault }) => fault === name),
        ),
      ),
    rowOf("all", outcomes),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  tell("");
  for (const row of rows)
    tell(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    );
  for (const [{ name }, why] of missing) tell(`${name}: not run, since ${why}.`);
  const isGood = outcomes.length > 0 && outcomes.every(holds);
  tell(isGood ? "\nAll of it holds." : "\nSomething does not hold.");
  return isGood ? 0 : 1;
}

import type { TrailEntry } from "../core/team/trail.js";
import { withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

const counted = {
  "assessment-started": "assessments started",
  answered: "answers",
  "consultation-requested": "consultations",
} as const;

/** Counts a week (by its Monday, UTC), over all teams; nothing of any content. */
export async function stats(): Promise<void> {
  const weeks = new Map<string, Record<string, number>>();
  await withStore(requireSettings(), "read", async (store) => {
    for (const { team } of await store.directory.summaries()) {
      for (const entry of (await store.teams.read(team)).entries) {
        const label = labelOf(entry);
        if (label === undefined) continue;
        const week = weeks.get(mondayOf(entry.at)) ?? {};
        week[label] = (week[label] ?? 0) + 1;
        weeks.set(mondayOf(entry.at), week);
      }
    }
  });
  if (weeks.size === 0) process.stdout.write("Nothing has happened yet.\n");
  for (const [week, counts] of [...weeks].sort(([a], [b]) => a.localeCompare(b))) {
    process.stdout.write(
      `week of ${week}: ${Object.values(counted)
        .map((label) => `${String(counts[label] ?? 0)} ${label}`)
        .join(", ")}\n`,
    );
  }
}

const labelOf = (entry: TrailEntry): string | undefined =>
  entry.kind in counted ? counted[entry.kind as keyof typeof counted] : undefined;

function mondayOf(iso: string): string {
  const date = new Date(iso);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

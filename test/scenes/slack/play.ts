import { asks, asksElsewhere } from "./asking.js";
import { assesses } from "./assessing.js";
import { consults } from "./consulting.js";
import { reports } from "./reporting.js";
import { takesShortcuts } from "./shortcuts.js";
import type { Troupe } from "./stage.js";

/** What people of one workspace did that must be there afterwards. */
export interface Played {
  readonly reference: string;
  readonly answers: number;
}

/** All of it, in order. */
export async function plays(troupe: Troupe): Promise<Played> {
  await asks(troupe);
  await asksElsewhere(troupe);
  const answers = await assesses(troupe);
  await takesShortcuts(troupe);
  await reports(troupe);
  return { answers, reference: await consults(troupe) };
}

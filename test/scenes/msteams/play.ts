import { asks, asksFromElsewhere } from "./asking.js";
import { assesses } from "./assessing.js";
import { consults } from "./consulting.js";
import { extendsMessages } from "./extending.js";
import { handsOver } from "./handing-over.js";
import { installs } from "./installing.js";
import { reports } from "./reporting.js";
import type { Troupe } from "./stage.js";

/** What people of one tenant did that must be there afterwards. */
export interface Played {
  readonly reference: string;
  readonly answers: number;
}

/** All of it, in order. */
export async function plays(troupe: Troupe): Promise<Played> {
  await installs(troupe);
  await asks(troupe);
  const assessed = await assesses(troupe);
  await reports(troupe);
  await asksFromElsewhere(troupe);
  await extendsMessages(troupe);
  const reference = await consults(troupe);
  return { answers: assessed + (await handsOver(troupe)), reference };
}

import { expect } from "vitest";
import type { ConnectorCall, ConnectorStandin } from "../../standins/bot-connector.js";
import { expectApart, expectStoredOnce } from "../checks.js";
import { lostWords } from "./person.js";
import type { Played } from "./play.js";
import type { Stage, Troupe } from "./stage.js";

/** All that one tenant's people were shown: messages in their chats, and answers to what they pressed. */
function shownTo({ teams: { connector, answers }, chats, tenant }: Troupe): string {
  const calls = connector.calls.filter(({ path }) => chats.some(({ id }) => decodeURIComponent(path).includes(id)));
  const own = answers.filter(({ to }) => chats.some(({ members }) => members.includes(to)));
  const files = [...connector.files.values()].map(String).filter((text) => text.includes(tenant));
  return JSON.stringify([calls, own, files]);
}

export function expectNoLeak([one, other]: readonly [Troupe, Troupe]): void {
  const side = (troupe: Troupe) => ({ name: troupe.tenant, shown: shownTo(troupe) });
  expectApart([side(one), side(other)]);
}

/** Each answer, note, thumb, request and hand-over is there once. */
export async function expectStored(stage: Stage, troupe: Troupe, played: Played): Promise<void> {
  const entries = await stage.stored(troupe);
  expectStoredOnce(entries, { name: troupe.tenant, ...played });
  expect(entries.filter((entry) => entry.kind === "answer-rated")).toMatchObject([{ verdict: "up" }]);
  expect(entries.filter((entry) => entry.kind === "area-assigned")).toMatchObject([{ area: "incidents" }]);
}

const keyOf = ({ path, body }: ConnectorCall): string =>
  `${path.replace(/\/activities.*/, "")} ${JSON.stringify(body)}`;
const isPosted = ({ method, body }: ConnectorCall): boolean => method === "POST" && body["type"] === "message";

/** No message twice in the same place, but what was cut off after it was posted: that at most twice. */
export function expectNothingTwice({ calls, attempts }: ConnectorStandin): void {
  const cut = new Set(attempts.filter(({ fault }) => fault === "reset-after").map(keyOf));
  const times = new Map<string, number>();
  for (const call of calls.filter(isPosted)) times.set(keyOf(call), (times.get(keyOf(call)) ?? 0) + 1);
  for (const [key, count] of times)
    if (!key.includes(lostWords)) expect(count, key).toBeLessThanOrEqual(cut.has(key) ? 2 : 1);
}

import { expect } from "vitest";
import type { ConnectorCall, ConnectorStandin } from "../../standins/bot-connector.js";
import { secretsOf } from "../secrets.js";
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

/** Nothing that one tenant's people wrote is in anything that the other's were shown. */
export function expectNoLeak([one, other]: readonly [Troupe, Troupe]): void {
  for (const [theirs, ours] of [
    [one, other],
    [other, one],
  ] as const) {
    const shown = shownTo(ours);
    for (const secret of Object.values(secretsOf(theirs.tenant))) expect(shown).not.toContain(secret);
    for (const secret of Object.values(secretsOf(ours.tenant))) expect(shown).toContain(secret);
  }
}

/** Each answer, note, thumb and request is there once. */
export async function expectStored(stage: Stage, troupe: Troupe, { answers, reference }: Played): Promise<void> {
  const entries = await stage.stored(troupe);
  const answered = entries.filter((entry) => entry.kind === "answered");
  expect(answered).toHaveLength(answers);
  expect(new Set(answered.map(({ question }) => question)).size).toBe(answers);
  expect(entries.filter((entry) => entry.kind === "detail-recorded")).toMatchObject([
    { note: secretsOf(troupe.tenant).note },
  ]);
  expect(entries.filter((entry) => entry.kind === "answer-rated")).toMatchObject([{ verdict: "up" }]);
  expect(entries.filter((entry) => entry.kind === "consultation-requested")).toMatchObject([{ reference }]);
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

import { expect } from "vitest";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { lostWords } from "./person.js";
import type { Played } from "./play.js";
import { secretsOf } from "../secrets.js";
import type { Stage, Troupe } from "./stage.js";

export const callsOf = ({ workspace: { slack, token, team } }: Troupe): readonly SlackCall[] =>
  slack.calls.filter((call) => call.token === token || call.method.startsWith(`response/${team}-`));

/** Nothing that one workspace's people wrote is in anything that the other's were shown or that was sent by its token. */
export function expectNoLeak([one, other]: readonly [Troupe, Troupe]): void {
  for (const [theirs, ours] of [
    [one, other],
    [other, one],
  ] as const) {
    const files = [...ours.workspace.state.files.keys()].map((id) => ours.workspace.slack.uploads.get(id)?.toString());
    const said = JSON.stringify([callsOf(ours), files]);
    for (const secret of Object.values(secretsOf(theirs.workspace.team))) expect(said).not.toContain(secret);
    for (const secret of Object.values(secretsOf(ours.workspace.team))) expect(said).toContain(secret);
  }
}

/** Each answer, note and request is there once. */
export async function expectStored(stage: Stage, troupe: Troupe, { answers, reference }: Played): Promise<void> {
  const entries = await stage.stored(troupe);
  const answered = entries.filter((entry) => entry.kind === "answered");
  expect(answered).toHaveLength(answers);
  expect(new Set(answered.map(({ question }) => question)).size).toBe(answers);
  expect(entries.filter((entry) => entry.kind === "detail-recorded")).toMatchObject([
    { note: secretsOf(troupe.workspace.team).note },
  ]);
  expect(entries.filter((entry) => entry.kind === "consultation-requested")).toMatchObject([{ reference }]);
}

/**
 * How often each new message was shown: the same words at the same place, whatever id they came under. Of each
 * answer that was lost people are told by itself, in the same words.
 */
function timesShown(slack: SlackStandin): readonly (readonly SlackCall[])[] {
  const times = new Map<string, SlackCall[]>();
  for (const call of slack.calls) {
    if (!/^(chat\.post|response\/)/.test(call.method) || call.body["replace_original"] === true) continue;
    const isOfLost = String(call.body["text"]).startsWith(lostWords);
    const body = isOfLost ? call.body : { ...call.body, client_msg_id: undefined };
    const key = `${call.method} ${call.token} ${JSON.stringify(body)}`;
    times.set(key, [...(times.get(key) ?? []), call]);
  }
  return [...times.values()];
}

/** Nothing twice, but what was cut off after it had its effect: that at most twice, under one id. */
export function expectNothingTwice(slack: SlackStandin): void {
  const cut = slack.attempts.filter(({ fault }) => fault === "reset-after").map(({ body }) => JSON.stringify(body));
  for (const calls of timesShown(slack)) {
    expect(new Set(calls.map(({ body }) => body["client_msg_id"])).size).toBe(1);
    // A request is delivered until Slack takes it, each time under its own id.
    if (calls[0]?.body["metadata"] !== undefined) continue;
    const wasCut = cut.includes(JSON.stringify(calls[0]?.body));
    expect(calls.length, JSON.stringify(calls[0]?.body)).toBeLessThanOrEqual(wasCut ? 2 : 1);
  }
}

import { expect } from "vitest";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { lostWords } from "./person.js";
import type { Played } from "./play.js";
import { expectApart, expectStoredOnce } from "../checks.js";
import type { Stage, Troupe } from "./stage.js";

export const callsOf = ({ workspace: { slack, token, team } }: Troupe): readonly SlackCall[] =>
  slack.calls.filter((call) => call.token === token || call.method.startsWith(`response/${team}-`));

/** All that one workspace's people were shown, or that was sent by its token. */
function shownTo(troupe: Troupe): string {
  const { slack, state } = troupe.workspace;
  const files = [...state.files.keys()].map((id) => slack.uploads.get(id)?.toString());
  return JSON.stringify([callsOf(troupe), files]);
}

export function expectNoLeak([one, other]: readonly [Troupe, Troupe]): void {
  const side = (troupe: Troupe) => ({ name: troupe.workspace.team, shown: shownTo(troupe) });
  expectApart([side(one), side(other)]);
}

export async function expectStored(stage: Stage, troupe: Troupe, played: Played): Promise<void> {
  expectStoredOnce(await stage.stored(troupe), { name: troupe.workspace.team, ...played });
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

import { SlackClient } from "../doors/slack/slack-client.js";
import type { Transport } from "../scenes/slack/transport.js";

/** How Slack behaves on its way to the program. */
export interface Habits {
  /** How often each event is sent at the same moment. */
  copies: number;
  /** Everything is held back for a while, and comes once more after what came later. */
  isLate: boolean;
  /** How often something came once more that was taken before, or out of its order. */
  repeats: number;
}

export const goodHabits = (): Habits => ({ copies: 1, isLate: false, repeats: 0 });

/** Slack sends what was not acknowledged again at once, after a minute, after five; here the waits are shorter. */
const againAfterMs = [200, 1_500, 4_000];
const acknowledgedWithinMs = 3_000;
const lateByMs = 700;

/** Slack's signed requests to a program that may be down: events are sent again, presses and commands are not. */
export function slackLine(url: string, habits: Habits): Transport {
  const client = new SlackClient(url, "", () => "");
  const once = async (body: string, type: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const post = client.post(body, type, { headers });
    const response = await Promise.race([post, pause(acknowledgedWithinMs)]);
    if (response?.status !== 200) throw new TypeError(`not acknowledged: ${String(response?.status)}`);
    const text = await response.text();
    return text.startsWith("{") ? (JSON.parse(text) as unknown) : undefined;
  };
  /** What was sent comes once more when later things have come. */
  const again = (body: string, type: string, headers: Record<string, string> = {}): void => {
    if (!habits.isLate) return;
    setTimeout(
      () => {
        once(body, type, headers).then(
          () => (habits.repeats += 1),
          () => undefined,
        );
      },
      lateByMs * (1 + Math.random()),
    );
  };
  const event = async (payload: Record<string, unknown>): Promise<void> => {
    const body = JSON.stringify(payload);
    const type = "application/json";
    if (habits.isLate) await pause(Math.random() * lateByMs);
    for (let attempt = 0; ; attempt += 1) {
      const headers: Record<string, string> =
        attempt === 0 ? {} : { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": "http_timeout" };
      const sent = Array.from({ length: habits.copies }, () => once(body, type, headers));
      const outcomes = await Promise.allSettled(sent);
      const taken = outcomes.filter(({ status }) => status === "fulfilled").length;
      habits.repeats += Math.max(0, taken - 1);
      if (taken > 0) {
        again(body, type, { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" });
        return;
      }
      const wait = againAfterMs[attempt];
      if (wait === undefined) throw new TypeError("not acknowledged, and not sent again");
      await pause(wait);
    }
  };
  const form = "application/x-www-form-urlencoded";
  const post = (fields: Record<string, string>): Promise<unknown> => once(new URLSearchParams(fields).toString(), form);
  return {
    event,
    command: post,
    interaction: (payload) => post({ payload: JSON.stringify(payload) }),
    close: () => Promise.resolve(),
  };
}

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref()).then(() => undefined);

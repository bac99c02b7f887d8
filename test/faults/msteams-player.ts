import { readPress } from "../../src/doors/adaptive-card/card.js";
import type { ConnectorStandin } from "../standins/bot-connector.js";
import { apologies } from "./player.js";
import type { Act, Came, Card, Player } from "./player.js";
import type { Habits } from "./slack-line.js";

type Json = Record<string, unknown>;

interface MsteamsPlayerParts {
  readonly connector: ConnectorStandin;
  readonly serviceUrl: string;
  readonly url: string;
  readonly tenant: string;
  readonly name: string;
  readonly habits: Habits;
}

/** A message that nobody took is sent again under the same id; a press is not. */
const againAfterMs = [300, 2_000, 5_000];
const lateByMs = 700;
/** What the ids of what people send begin with. */
const ours = "activity-";
let made = 0;

/** Somebody in Teams, in their own chat with the bot. */
export function msteamsPlayer({ connector, serviceUrl, url, tenant, name, habits }: MsteamsPlayerParts): Player {
  const chat = `a:${name}`;
  const post = async (activity: Json, withinMs: number): Promise<Response> => {
    const response = await fetch(`${url}/api/messages`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await connector.token({ serviceurl: serviceUrl })}`,
      },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(withinMs),
    });
    if (!response.ok) throw new TypeError(`not taken: ${String(response.status)}`);
    return response;
  };
  const activityOf = (more: Json): Json => ({
    id: `${ours}${name}-${String((made += 1))}`,
    channelId: "msteams",
    serviceUrl,
    from: { id: `29:${name}`, name: `${name} of Teams`, aadObjectId: `aad-29:${name}` },
    recipient: { id: "28:bot", name: "Advisor" },
    conversation: { id: chat, conversationType: "personal", tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    ...more,
  });
  /** As often as Teams' habits are; every answer that came. */
  const send = async (activity: Json, withinMs: number): Promise<readonly Json[]> => {
    const sent = Array.from({ length: habits.copies }, () => post(activity, withinMs));
    const taken = (await Promise.allSettled(sent)).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    if (taken.length === 0) throw new TypeError("not taken");
    habits.repeats += taken.length - 1;
    if (habits.isLate)
      setTimeout(() => {
        void post(activity, withinMs).then(
          () => (habits.repeats += 1),
          () => undefined,
        );
      }, lateByMs);
    const texts = await Promise.all(taken.map((response) => response.text()));
    return texts.map((text) => (text.startsWith("{") ? (JSON.parse(text) as Json) : {}));
  };
  const sendAgain = async (activity: Json, withinMs: number): Promise<void> => {
    for (const wait of [...againAfterMs, undefined]) {
      try {
        await send(activity, withinMs);
        return;
      } catch (error) {
        if (wait === undefined) throw error;
        await pause(wait);
      }
    }
  };
  /** Messages to this person since, new or changed. */
  const written = (since: number): readonly Json[] =>
    connector.calls
      .slice(since)
      .filter(
        ({ method, path }) =>
          /^(POST|PUT)$/.test(method) && decodeURIComponent(path).includes(`/conversations/${chat}/`),
      )
      .map(({ body }) => body);
  const waitFor = async (since: number, expected: RegExp, withinMs: number): Promise<Card | undefined> => {
    for (const until = Date.now() + withinMs; ;) {
      const found = written(since).findLast((body) => expected.test(JSON.stringify(body)));
      if (found) return cardOf(found, `message-${String((made += 1))}`);
      if (Date.now() >= until || isRefused(written(since))) return undefined;
      await pause(20);
    }
  };
  const act = async (doing: Act, expected: RegExp, withinMs: number): Promise<Came> => {
    const since = connector.calls.length;
    try {
      if (doing.kind === "types" || doing.kind === "asks") {
        const activity = activityOf({ type: "message", textFormat: "plain", text: doing.words });
        await sendAgain(activity, withinMs);
        const card = await waitFor(since, expected, withinMs);
        // An answer that could not be sent at first comes later, by itself: it names no message of theirs.
        const isLate = card !== undefined && !String((JSON.parse(card.text) as Json)["replyToId"]).startsWith(ours);
        const timesAnswered = (): number =>
          (isLate ? 1 : 0) +
          written(0).filter((body) => body["replyToId"] === activity["id"] && expected.test(JSON.stringify(body)))
            .length;
        const refused = !card && isRefused(written(since));
        return { isAcknowledged: true, card, isRefused: refused, ...(doing.kind === "asks" ? { timesAnswered } : {}) };
      }
      const [on, typed] =
        doing.kind === "presses"
          ? [doing.on, doing.ticked === undefined ? {} : { choices: doing.ticked }]
          : [doing.form, doing.typed];
      const action = actionsIn(on).find(({ title }) => title === doing.label);
      if (!action) return { isAcknowledged: false, card: undefined };
      const data = { ...(action["data"] as Json), ...typed };
      const value = { action: { type: "Action.Execute", verb: action["verb"], data }, trigger: "manual" };
      const answers = await send(activityOf({ type: "invoke", name: "adaptiveCard/action", value }), withinMs);
      const brought = answers.find((answer) => expected.test(JSON.stringify(answer["value"])));
      const card = brought
        ? cardOf(brought["value"], on.place)
        : await waitFor(since, expected, Math.min(withinMs, 1_000));
      return { isAcknowledged: true, card, isRefused: !card && isRefused(answers) };
    } catch {
      return { isAcknowledged: false, card: undefined };
    }
  };
  return {
    team: tenant,
    name,
    act,
    opensForm: (doing, field, withinMs) =>
      act(doing, new RegExp(`"id":"${field}"|AI-[0-9A-Z]{4}-[0-9A-Z]{4}`), withinMs),
  };
}

const isRefused = (said: readonly Json[]): boolean => apologies.some((words) => JSON.stringify(said).includes(words));

const drawn = new WeakMap<Card, readonly Json[]>();
const actionsIn = (card: Card): readonly Json[] => drawn.get(card) ?? [];

function cardOf(body: unknown, place: string): Card {
  const actions = actionsOf(body);
  const card: Card = {
    place,
    text: JSON.stringify(body),
    labels: [...new Set(actions.map(({ title }) => String(title)))],
    carried: (label) => readPress(actions.find(({ title }) => title === label)?.["data"])?.press,
  };
  drawn.set(card, actions);
  return card;
}

function actionsOf(node: unknown): readonly Json[] {
  if (typeof node !== "object" || node === null) return [];
  const own = node as Json;
  const isAction = own["type"] === "Action.Execute" && "title" in own;
  return [...(isAction ? [own] : []), ...Object.values(own).flatMap(actionsOf)];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

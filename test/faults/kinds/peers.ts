import type { Gate, Mood } from "../gate.js";
import { letThrough } from "../gate.js";
import { comesTrue, pause } from "../fault.js";
import type { Fault } from "../fault.js";
import type { Stage } from "../stage.js";

type Spoil = (random: () => number) => Gate["moodOf"];

const html = "<html><body><h1>Something is wrong on our side</h1></body></html>";
const page = { "content-type": "text/html" };

/** One call in three meets one of these. */
const sometimes =
  (moods: readonly Mood[], share = 1 / 3): Spoil =>
  (random) =>
  () =>
    random() < share ? (moods[Math.floor(random() * moods.length)] ?? { kind: "open" }) : { kind: "open" };
const always =
  (moods: readonly Mood[]): Spoil =>
  (random) =>
  () =>
    moods[Math.floor(random() * moods.length)] ?? { kind: "open" };

/** Calls of a peer go wrong until enough have. */
const spoils = (gateOf: (stage: Stage) => Gate, spoil: Spoil, atLeast: number) => async (stage: Stage) => {
  const gate = gateOf(stage);
  const before = gate.spoiled;
  gate.moodOf = spoil(stage.random);
  await comesTrue(() => gate.spoiled - before >= atLeast, 60_000);
  await pause(stage.random() * 1_000);
  gate.moodOf = letThrough;
  const spoiled = gate.spoiled - before;
  return spoiled >= atLeast ? `${String(spoiled)} calls went wrong` : undefined;
};

/** Nobody listens at a peer's address for some seconds; the program must have tried, and `doctor` may have to say so. */
const shuts =
  (gatesOf: (stage: Stage) => readonly Gate[], isNoticed: (stage: Stage) => number, said?: string) =>
  async (stage: Stage) => {
    await pause(stage.random() * 1_000);
    const before = isNoticed(stage);
    const gates = gatesOf(stage);
    for (const gate of gates) await gate.shut();
    await comesTrue(() => isNoticed(stage) > before, 60_000);
    await pause(stage.random() * 2_000);
    const { text } = said === undefined ? { text: "" } : await stage.child.runs("doctor");
    for (const gate of gates) await gate.open();
    if (!text.includes(said ?? "")) throw new TypeError(`doctor does not say "${String(said)}"`);
    const noticed = isNoticed(stage) - before;
    return noticed > 0 ? `${String(noticed)} calls were refused` : undefined;
  };

const slackRefused = ({ child }: Stage): number =>
  child.logged(({ msg, reason }) => msg === "slack.again" && reason === "refused").length;
const webhookRefused = ({ child }: Stage): number =>
  child.logged(({ reason }) => String(reason).includes("ECONNREFUSED")).length;
const msteamsRefused = ({ child }: Stage): number =>
  child.logged(
    ({ msg, code, reason }) => msg.startsWith("msteams.") && (code !== undefined || reason === "keys-unavailable"),
  ).length;

const slack = ({ slack: { gate } }: Stage): Gate => gate;
const connector = ({ msteams: { gate } }: Stage): Gate => gate;
const webhook = ({ webhookGate }: Stage): Gate => webhookGate;

export const peers: readonly Fault[] = [
  { name: "Slack down", strike: shuts((stage) => [slack(stage)], slackRefused) },
  {
    name: "Slack slow",
    strike: spoils(
      slack,
      always([
        { kind: "slow", ms: 1_200 },
        { kind: "slow", ms: 3_500 },
      ]),
      4,
    ),
  },
  {
    name: "Slack rude",
    strike: spoils(
      slack,
      sometimes([
        { kind: "answer", status: 429, body: "", headers: { "retry-after": "1" } },
        { kind: "answer", status: 500, body: html, headers: page },
        { kind: "reset-before" },
        { kind: "reset-after" },
      ]),
      8,
    ),
  },
  { name: "Bot Connector down", strike: shuts((stage) => [connector(stage)], msteamsRefused) },
  {
    name: "Bot Connector rude",
    strike: spoils(
      connector,
      sometimes(
        [
          { kind: "answer", status: 502, body: html, headers: page },
          { kind: "answer", status: 429, body: "", headers: { "retry-after": "1" } },
          { kind: "slow", ms: 2_500 },
        ],
        1 / 2,
      ),
      4,
    ),
  },
  { name: "webhook down", strike: shuts((stage) => [webhook(stage)], webhookRefused, "Not delivered") },
  {
    name: "webhook rude",
    strike: spoils(
      webhook,
      always([
        { kind: "twist", status: 200, body: "\u0000\u0001 rubbish }{" },
        { kind: "answer", status: 302, body: "", headers: { location: "http://127.0.0.1:9/elsewhere" } },
        { kind: "answer", status: 503, body: html, headers: page },
        { kind: "reset-before" },
        { kind: "reset-after" },
        { kind: "slow", ms: 3_000 },
      ]),
      2,
    ),
  },
  { name: "webhook silent", strike: spoils(webhook, always([{ kind: "silent" }]), 1) },
  {
    name: "network gone",
    strike: shuts(
      ({ gates }) => gates,
      (stage) => slackRefused(stage) + webhookRefused(stage) + msteamsRefused(stage),
    ),
  },
];

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dueDeliveries } from "../../src/core/delivery/deliveries.js";
import type { Told } from "../../src/core/ports/messenger.js";
import { createAskerDestination } from "../../src/delivery/asker.js";
import { createNotices } from "../../src/delivery/people.js";
import { OutboxWorker } from "../../src/delivery/outbox-worker.js";
import { runOperatorCommand } from "../../src/operator/commands.js";
import { consultationForm, openWorld, person, quietLog, textOf, uniqueId } from "../builders/world.js";
import type { World } from "../builders/world.js";

const ana = person("Ana");
let world: World;
let worker: OutboxWorker;
let now: number;
let reference: string;
/** What the platform says before it takes anything. */
let outcomes: Told[];
let told: string[];

beforeEach(async () => {
  now = Date.now();
  outcomes = [];
  told = [];
  world = await openWorld();
  const confirmed = await (async () => {
    const talk = world.talk(ana);
    return talk.press(await talk.say("consult"), "Send the request", consultationForm);
  })();
  reference = /AI-\w{4}-\w{4}/.exec(textOf(confirmed))?.[0] ?? "";
  worker = new OutboxWorker({
    store: world.store.teams,
    directory: world.store.directory,
    destinations: [
      createAskerDestination({
        ...world.parts,
        messenger: {
          tell: (to, reply) => {
            const outcome = outcomes.shift() ?? "told";
            if (outcome === "told") told.push(`${to.person}: ${textOf(reply)}`);
            return Promise.resolve(outcome);
          },
        },
      }),
    ],
    notices: createNotices(world.parts),
    clock: () => new Date(now),
    unique: uniqueId,
    log: quietLog,
    random: () => 0.5,
  });
});
afterEach(async () => {
  await worker.stop();
  await world.close();
});

const move = (state: "accepted" | "scheduled" | "closed") =>
  runOperatorCommand(
    {
      store: world.store.teams,
      directory: world.store.directory,
      destinations: [],
      clock: () => new Date(now),
      unique: uniqueId,
      questionnaire: () => Promise.resolve(world.parts.questionnaire),
    },
    { kind: "move-consultation", reference, state },
  );
const due = async () => {
  const [summary] = await world.store.directory.summaries();
  return summary ? dueDeliveries((await world.store.teams.read(summary.team)).entries) : [];
};
const workOff = async (): Promise<void> => {
  now += 1_000;
  worker.wake();
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await due()).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe("the asker of a consultation", () => {
  it("reads in their own chat that the consultant moved it, once", async () => {
    await move("accepted");
    await workOff();
    await workOff();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`${ana.id}: News on your request ${reference}`);
    expect(told[0]).toContain("Accepted");
  });

  it("is told later when the platform could not be asked, and hears where it stands then, not what it was before", async () => {
    outcomes = ["not-now"];
    await move("accepted");
    await workOff();
    expect(told).toEqual([]);
    await move("scheduled");
    now += 60_000;
    await workOff();
    await workOff();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("Scheduled");
  });

  it("who cannot be reached is not tried for ever", async () => {
    outcomes = ["unreachable"];
    await move("accepted");
    await workOff();
    expect(await due()).toEqual([]);
    expect(told).toEqual([]);
  });

  it("is not told by anyone but the consultant: what they withdraw themselves is no news to them", async () => {
    const talk = world.talk(ana);
    await talk.press(await talk.say("consult"), "Withdraw it");
    await workOff();
    expect(told).toEqual([]);
    expect(await due()).toEqual([]);
  });

  it("word to them is no word to the consultant: a request that reached nobody stays with nobody when forgotten", async () => {
    await move("accepted");
    await workOff();
    const talk = world.talk(ana);
    const forgotten = await talk.press(await talk.say("forget"), /Delete/);
    expect(textOf(forgotten)).not.toContain("had already reached the consultant");
    expect(await due()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AdvisorParts } from "../../src/core/commands/turn-context.js";
import { dueDeliveries } from "../../src/core/delivery/deliveries.js";
import { nudgeUnanswered } from "../../src/delivery/nudge-unanswered.js";
import { runOperatorCommand } from "../../src/operator/commands.js";
import { consultationForm, openWorld, person, quietLog, textOf, uniqueId } from "../builders/world.js";
import type { World } from "../builders/world.js";

let world: World;
let reference: string;
beforeEach(async () => {
  world = await openWorld({
    environment: { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", CONSULT_SLACK_CHANNEL: "C9" },
  });
  const talk = world.talk(person("Ana"));
  const sent = await talk.press(await talk.say("consult"), "Send the request", consultationForm);
  reference = /AI-\w{4}-\w{4}/.exec(textOf(sent))?.[0] ?? "";
});
afterEach(() => world.close());

/** A round at so many hours after the request. */
const roundAfter = (hours: number): Promise<void> => {
  const now = (): Date => new Date(Date.now() + hours * 60 * 60 * 1000 + 1_000);
  const parts = Object.create(world.parts, { clock: { value: now } }) as AdvisorParts;
  return nudgeUnanswered(parts, 24, quietLog);
};

const nudges = async (): Promise<readonly string[]> => {
  const [summary] = await world.store.directory.summaries();
  const { entries } = summary ? await world.store.teams.read(summary.team) : { entries: [] };
  return dueDeliveries(entries).flatMap(({ message, destination }) =>
    message.type === "consultation.unanswered" ? [`${destination} ${message.reference}`] : [],
  );
};

describe("a request that nobody answers", () => {
  it("is brought up at the desk after the time that is set, and once more after three times as long", async () => {
    for (const hours of [1, 23]) await roundAfter(hours);
    expect(await nudges()).toEqual([]);
    for (const hours of [24, 25, 71]) await roundAfter(hours);
    expect(await nudges()).toEqual([`slack-channel ${reference}`]);
    for (const hours of [72, 100, 1_000]) await roundAfter(hours);
    expect(await nudges()).toHaveLength(2);
  });

  it("is not, once it was answered or withdrawn", async () => {
    await runOperatorCommand(
      {
        ...{ store: world.store.teams, directory: world.store.directory, destinations: [], unique: uniqueId },
        clock: () => new Date(),
        questionnaire: () => Promise.resolve(world.parts.questionnaire),
      },
      { kind: "move-consultation", reference, state: "accepted" },
    );
    await roundAfter(200);
    expect(await nudges()).toEqual([]);
  });
});

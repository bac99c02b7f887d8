import { afterEach, describe, expect, it } from "vitest";
import { oneInFive } from "../../standins/slack-faults.js";
import { callsOf, expectNoLeak, expectNothingTwice, expectStored } from "./checks.js";
import { plays } from "./play.js";
import { stageOverHttp, stageOverSocket } from "./stage.js";
import type { Stage } from "./stage.js";

let stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages) await stage.close();
  stages = [];
});
async function open<S extends Stage>(make: () => Promise<S>): Promise<S> {
  const stage = await make();
  stages.push(stage);
  return stage;
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000));

describe.each([
  ["over HTTP, one program for both", stageOverHttp],
  ["in Socket Mode, a program each", stageOverSocket],
])("Two workspaces %s", (_how, make) => {
  it(
    "ask, assess, report and consult at the same time, and nothing of one reaches the other",
    { timeout: 60_000 },
    async () => {
      const stage = await open(make);
      const [fern, moss] = stage.sets;
      const [inFern, inMoss] = await Promise.all([plays(fern), plays(moss)]);
      await settle();
      expectNoLeak(stage.sets);
      for (const { workspace } of stage.sets) expectNothingTwice(workspace.slack);
      await expectStored(stage, fern, inFern);
      await expectStored(stage, moss, inMoss);
    },
  );
});

describe("Slack asking for a new connection, as it does every few hours", () => {
  it("what is said over it is answered, once", { timeout: 30_000 }, async () => {
    const stage = await open(stageOverSocket);
    const ana = stage.sets[0].person("UANA");
    await ana.types("assess");
    await ana.sees("Question 1 of 9");
    await stage.renew();
    await ana.presses("An RFP or contract requires it");
    await ana.sees("Question 2 of 9");
    await ana.says("How much does it cost?");
    await ana.sees("$20,000–$150,000+");
    await settle();
    expectNothingTwice(stage.slack);
  });
});

describe("One of two workspaces removes the app", () => {
  it("its people get no answer any more, the other's do", { timeout: 30_000 }, async () => {
    const stage = await open(stageOverHttp);
    const [fern, moss] = stage.sets;
    await fern.person("UANA").uninstalls();
    await settle();
    const [ana, mia] = [fern.person("UANA"), moss.person("UMIA")];
    await ana.says("How much does it cost?");
    await mia.says("How much does it cost?");
    await mia.sees("$20,000–$150,000+");
    await settle();
    expect(callsOf(fern).filter(({ method }) => method.startsWith("chat."))).toEqual([]);
  });
});

describe("Slack failing one call in five", () => {
  it.each([
    [1, stageOverHttp],
    [3, stageOverSocket],
  ])(
    "seed %i: every scene ends well, nothing is lost, nothing shown twice",
    { timeout: 120_000 },
    async (seed, make) => {
      const stage = await open(make);
      for (const [index, { workspace }] of stage.sets.entries())
        workspace.slack.faultOf = oneInFive(seed + 100 * index);
      const [fern, moss] = stage.sets;
      const [inFern, inMoss] = await Promise.all([plays(fern), plays(moss)]);
      await settle();
      for (const { workspace } of stage.sets) {
        expect(workspace.slack.attempts.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(3);
        expectNothingTwice(workspace.slack);
      }
      expectNoLeak(stage.sets);
      await expectStored(stage, fern, inFern);
      await expectStored(stage, moss, inMoss);
    },
  );
});

describe("Connections cut after Slack did what was asked, one in five", () => {
  it.each([11])(
    "seed %i: each thing is repeated once at most, under the same id",
    { timeout: 120_000 },
    async (seed) => {
      const stage = await open(stageOverHttp);
      const { slack } = stage;
      // As if Slack knew nothing of ids, so that every repeat shows.
      slack.knowsMessageIds = false;
      slack.faultOf = oneInFive(seed, ["reset-after"]);
      const [fern, moss] = stage.sets;
      const [inFern, inMoss] = await Promise.all([plays(fern), plays(moss)]);
      await settle();
      expect(slack.attempts.filter(({ fault }) => fault === "reset-after").length).toBeGreaterThan(5);
      expectNothingTwice(slack);
      await expectStored(stage, fern, inFern);
      await expectStored(stage, moss, inMoss);
    },
  );
});

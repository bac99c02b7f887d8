import { afterEach, describe, expect, it } from "vitest";
import type { MsteamsSettings } from "../../../src/config/settings.js";
import type { ConnectorCall, ConnectorFault } from "../../standins/bot-connector.js";
import { faultOneInFive } from "../../standins/faults.js";
import { expectNoLeak, expectNothingTwice, expectStored } from "./checks.js";
import { plays } from "./play.js";
import { openStage } from "./stage.js";
import type { Stage } from "./stage.js";

const harmless: readonly ConnectorFault[] = ["429", "502", "reset-before", "delay"];
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

/** One call in five fails, each kind of call in each place by its own row of numbers. */
function oneInFive(
  seed: number,
  faults: readonly ConnectorFault[],
): (call: ConnectorCall) => ConnectorFault | undefined {
  const faultOf = faultOneInFive(seed, faults);
  return ({ method, path, body }) => {
    const [place = ""] = decodeURIComponent(path).split(/;messageid=|\/activities|\/members/);
    return faultOf(`${method} ${place} ${body["type"] === "typing" ? "typing" : ""}`);
  };
}

/** All scenes, on one SDK. */
export function describeScenes(sdk: MsteamsSettings["sdk"]): void {
  let stage: Stage;
  afterEach(() => stage.close());

  async function playsAll(): Promise<void> {
    const [fern, moss] = stage.sets;
    const [inFern, inMoss] = await Promise.all([plays(fern), plays(moss)]);
    await settle();
    expect(stage.connector.cardFaults).toEqual([]);
    expectNoLeak(stage.sets);
    expectNothingTwice(stage.connector);
    await expectStored(stage, fern, inFern);
    await expectStored(stage, moss, inMoss);
  }

  describe(`Two tenants on ${sdk}`, () => {
    it("play every scene at the same time, and nothing of one reaches the other", { timeout: 60_000 }, async () => {
      stage = await openStage(sdk);
      await playsAll();
    });
  });

  describe(`Teams failing one call in five on ${sdk}`, () => {
    it.each([1, 2])(
      "seed %i: every scene ends well, nothing is lost, nothing shown twice",
      { timeout: 120_000 },
      async (seed) => {
        stage = await openStage(sdk);
        stage.connector.faultOf = oneInFive(seed, harmless);
        await playsAll();
        expect(stage.connector.attempts.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(20);
      },
    );
  });

  describe(`Connections cut after Teams did what was asked, one in five, on ${sdk}`, () => {
    it("seed 11: each thing is repeated once at most", { timeout: 120_000 }, async () => {
      stage = await openStage(sdk);
      stage.connector.faultOf = oneInFive(11, ["reset-after"]);
      await playsAll();
      expect(stage.connector.attempts.filter(({ fault }) => fault === "reset-after").length).toBeGreaterThan(10);
    });
  });
}

import { describe, expect, it } from "vitest";
import type { MsteamsSettings } from "../../../src/config/settings.js";
import type { ConnectorCall, ConnectorFault } from "../../standins/bot-connector.js";
import { faultOneInFive } from "../../standins/faults.js";
import { expectNoLeak, expectNothingTwice, expectStored } from "./checks.js";
import { consults } from "./consulting.js";
import { installs, uninstallsFromChats } from "./installing.js";
import { plays } from "./play.js";
import { openStage } from "./stage.js";
import type { Stage } from "./stage.js";

const harmless: readonly ConnectorFault[] = ["429", "502", "reset-before", "delay"];
const dayMs = 24 * 60 * 60 * 1000;
const reminder = "of your ISO 42001 self-assessment wait";
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500));

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

interface Rows {
  readonly failing: readonly number[];
  readonly cut: readonly number[];
}

async function onStage(sdk: MsteamsSettings["sdk"], act: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(sdk);
  try {
    await act(stage);
  } finally {
    await stage.close();
  }
}

async function playAll(stage: Stage): Promise<void> {
  const [fern, moss] = stage.sets;
  const [inFern, inMoss] = await Promise.all([plays(fern), plays(moss)]);
  await settle();
  await stage.stop();
  await stage.remind(new Date(Date.now() + 7.1 * dayMs));
  for (const { ben } of stage.sets) expect(ben.stillSees(reminder)).not.toEqual([]);
  expect(stage.connector.cardFaults).toEqual([]);
  expectNoLeak(stage.sets);
  expectNothingTwice(stage.connector);
  await expectStored(stage, fern, inFern);
  await expectStored(stage, moss, inMoss);
}

/**
 * All scenes, on one SDK.
 *
 * @param seeds of the rows of numbers by which calls fail, or are cut off after they were done
 */
export function describeScenes(sdk: MsteamsSettings["sdk"], seeds: Rows): void {
  const faultsIn = ({ connector }: Stage): number =>
    connector.attempts.filter(({ fault }) => fault !== undefined).length;

  describe(`Two tenants on ${sdk}`, () => {
    it("play every scene at the same time, and nothing of one reaches the other", { timeout: 60_000 }, () =>
      onStage(sdk, playAll),
    );
  });

  // Most of their time is spent waiting to try again.
  describe.concurrent(`Teams failing one call in five on ${sdk}`, () => {
    it.each(seeds.failing)(
      "seed %i: every scene ends well, nothing is lost, nothing shown twice",
      { timeout: 120_000 },
      (seed) =>
        onStage(sdk, async (stage) => {
          stage.connector.faultOf = oneInFive(seed, harmless);
          await playAll(stage);
          expect(faultsIn(stage)).toBeGreaterThan(20);
        }),
    );

    it.each(seeds.cut)(
      "seed %i, where it did what was asked before the connection was cut: each thing is repeated once at most",
      { timeout: 120_000 },
      (seed) =>
        onStage(sdk, async (stage) => {
          stage.connector.faultOf = oneInFive(seed, ["reset-after"]);
          await playAll(stage);
          expect(faultsIn(stage)).toBeGreaterThan(20);
        }),
    );
  });

  describe(`The app taken out of a tenant, on ${sdk}`, () => {
    it("writes there no more until it is put back, and goes on in the other", { timeout: 60_000 }, () =>
      onStage(sdk, async (stage) => {
        const [fern, moss] = stage.sets;
        await Promise.all([installs(fern), installs(moss)]);
        const [inFern, inMoss] = await Promise.all([consults(fern), consults(moss)]);
        const isRemoved = async (): Promise<boolean> => (await stage.stored(fern)).at(-1)?.kind === "app-removed";
        await uninstallsFromChats(fern);
        expect(await isRemoved()).toBe(false);
        await fern.ana.uninstalls();
        expect(await isRemoved()).toBe(true);

        const before = stage.connector.attempts.length;
        await fern.operate({ kind: "move-consultation", reference: inFern, state: "scheduled" });
        await settle();
        expect(stage.connector.attempts).toHaveLength(before);
        await moss.operate({ kind: "move-consultation", reference: inMoss, state: "scheduled" });
        await moss.ana.sees("Scheduled");

        await fern.ana.installs();
        expect(await isRemoved()).toBe(false);
        await fern.operate({ kind: "move-consultation", reference: inFern, state: "closed" });
        await fern.ana.sees("Closed");
        expectNothingTwice(stage.connector);
      }),
    );
  });
}

import { numbersOf } from "../standins/faults.js";
import { noFindings } from "./checks/findings.js";
import type { Findings } from "./checks/findings.js";
import { checkSaid } from "./checks/said.js";
import { checkShown } from "./checks/shown.js";
import { checkStored, isDelivered } from "./checks/stored.js";
import { comesTrue, pause } from "./fault.js";
import type { Fault } from "./fault.js";
import { deliveredWithinMs } from "./rules.js";
import type { Scene } from "./persist.js";
import { asks } from "./scenes/ask.js";
import { assesses } from "./scenes/assess.js";
import { consults } from "./scenes/consult.js";
import { isForgotten } from "./scenes/forget.js";
import { fern, gone, openStage, tree } from "./stage.js";
import type { Stage } from "./stage.js";

export interface Outcome {
  readonly fault: string;
  readonly seed: number;
  /** What showed that it bit; undefined: it did not. */
  readonly witness: string | undefined;
  readonly acknowledged: number;
  readonly findings: Findings;
  readonly tookMs: number;
}

/** One run of one fault: people at work, the fault, and what is left once it is over. */
export async function runFault(fault: Fault, seed: number): Promise<Outcome> {
  const from = Date.now();
  const random = numbersOf(seed);
  const findings = noFindings();
  const stage = await openStage(random, fault.needs ?? {});
  let witness: string | undefined;
  try {
    await stage.child.start();
    await stage.slack.install(stage.child.url, [fern, gone, tree]);
    const watching = keepUp(stage);
    let isOver = false;
    const strike = fault
      .strike(stage)
      .catch((error: unknown) => {
        findings.untrue.push(`the fault itself failed: ${String(error)}`);
        return undefined;
      })
      .finally(() => {
        isOver = true;
      });
    const scenes = play(stage, numbersOf(seed + 1), () => isOver);
    for (const outcome of await Promise.allSettled(scenes))
      if (outcome.status === "rejected") findings.lost.push(String(outcome.reason));
    witness = await strike;
    if (!(await comesTrue(() => isDelivered(stage.dataDir), deliveredWithinMs)))
      findings.lost.push("deliveries that never arrived");
    // What is answered twice comes about now.
    await pause(500);
    await checkSaid(stage, findings, fault);
    watching.stop();
    const ended = await stage.child.end("SIGTERM");
    if (ended?.code !== 0)
      findings.untrue.push(`it ended with ${String(ended?.code ?? ended?.signal)} when told to stop`);
    checkShown(stage, findings);
    await checkStored(stage, findings, fault);
  } catch (error) {
    findings.untrue.push(String(error));
  } finally {
    await stage.close();
  }
  return {
    fault: fault.name,
    seed,
    witness,
    acknowledged: stage.ledger.acknowledged,
    findings,
    tookMs: Date.now() - from,
  };
}

/** What people do meanwhile. */
function play(stage: Stage, random: () => number, isOver: () => boolean): readonly Promise<void>[] {
  const { slack, msteams, child, ledger } = stage;
  const scene: Scene = { ledger, random, isOver, think: () => pause(30 + random() * 250) };
  const there = (name: string) => msteams.player(child.url, name);
  return [
    assesses(scene, slack.player(fern, "ANA"), 6),
    assesses(scene, slack.player(fern, "BEN"), 6),
    assesses(scene, there("cara"), 6),
    assesses(scene, there("dan"), 6),
    asks(scene, slack.player(fern, "EVE"), 3),
    asks(scene, there("finn"), 3),
    consults(scene, slack.player(fern, "GUS")),
    consults(scene, there("hal")),
    isForgotten(scene, slack.player(gone, "IDA")),
  ];
}

/** Starts the program again whenever it ended by itself, as whoever runs it has set up; that it did is looked at later. */
function keepUp({ child }: Stage): { stop(): void } {
  const timer = setInterval(() => {
    const last = child.ends.at(-1);
    if (child.pid === undefined && last?.isMeant === false) void child.start().catch(() => undefined);
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

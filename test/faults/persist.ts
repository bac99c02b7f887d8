import type { Ledger } from "./ledger.js";
import type { Act, Came, Card, Player } from "./player.js";
import { patienceMs, persistenceMs } from "./rules.js";

/** Somebody could not get done what they came for, whatever they tried. */
export class GaveUp extends Error {
  override readonly name = "GaveUp";
}

export interface Persisted extends Came {
  /** It was not done before, to no avail as it seemed. */
  readonly isFirst: boolean;
}

/** What all scenes of a run share. */
export interface Scene {
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Whether what was broken works again, so that nothing more needs to be going on. */
  isOver(): boolean;
  /** A short while, as people think. */
  think(): Promise<void>;
}

/** Does something again and again until it is answered, as people do; after so many times they begin otherwise. */
export async function tries(
  scene: Scene,
  player: Player,
  act: Act,
  expected: RegExp,
  times = 3,
): Promise<Persisted | undefined> {
  return repeat(scene, player, (withinMs) => player.act(act, expected, withinMs), times);
}

/** Does something until it is answered. @throws GaveUp */
export async function insists(scene: Scene, player: Player, act: Act, expected: RegExp): Promise<Card> {
  const came = await repeat(scene, player, (withinMs) => player.act(act, expected, withinMs), Infinity);
  if (came?.card) return came.card;
  throw new GaveUp(`${player.name} waited in vain for ${String(expected)}`);
}

export async function repeat(
  { ledger }: Scene,
  player: Player,
  once: (withinMs: number) => Promise<Came>,
  times: number,
): Promise<Persisted | undefined> {
  const until = Date.now() + persistenceMs;
  for (let count = 0; count < times && Date.now() < until; count += 1) {
    const came = await once(patienceMs);
    if (came.card) return { ...came, isFirst: count === 0 };
    // Being told that it did not work is an answer, too.
    if (came.isAcknowledged && came.isRefused !== true) ledger.unanswered.push(`${player.team} ${player.name}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return undefined;
}

import type { Card, Player } from "../player.js";
import { insists, tries } from "../persist.js";
import type { Scene } from "../persist.js";
import { assesses } from "./assess.js";
import { consults } from "./consult.js";

/** Begins, starts anew, asks for a consultation, and has everything deleted. */
export async function isForgotten(scene: Scene, player: Player): Promise<void> {
  await assesses({ ...scene, isOver: () => true }, player, 2);
  await confirms(scene, player, "reset", "Archive and start anew", /is archived|no assessment under way/);
  await assesses({ ...scene, isOver: () => true }, player, 1);
  await consults(scene, player);
  await confirms(scene, player, "forget", "Delete everything", /Done\. Deleted|Nothing is stored/);
  scene.ledger.forgotten.push(player.team);
}

/** A command that asks first. */
async function confirms(scene: Scene, player: Player, words: string, label: string, done: RegExp): Promise<Card> {
  for (;;) {
    const on = await insists(scene, player, { kind: "types", words }, new RegExp(`${label}|${done.source}`));
    if (!on.labels.includes(label)) return on;
    const came = await tries(scene, player, { kind: "presses", on, label }, done);
    if (came?.card) return came.card;
  }
}

import type { Player } from "../player.js";
import { secretOf } from "../ledger.js";
import { GaveUp, repeat, tries } from "../persist.js";
import type { Scene } from "../persist.js";

const reference = /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/;
let made = 0;

/** Asks for a consultation until there is a reference number; a form that may not have arrived is sent again as it stands. */
export async function consults(scene: Scene, player: Player): Promise<void> {
  const written: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    await scene.think();
    const came = await repeat(
      scene,
      player,
      (withinMs) => player.opensForm({ kind: "types", words: "consult" }, "email", withinMs),
      Infinity,
    );
    const form = came?.card;
    if (!form) break;
    const shown = reference.exec(form.text)?.[0];
    if (shown !== undefined) {
      // One that was sent before arrived: its state is shown in place of a form.
      const words = written.find((sent) => form.text.includes(sent));
      if (words === undefined) throw new TypeError(`${player.name} is shown another's request`);
      scene.ledger.requests.push({ team: player.team, words, reference: shown });
      return;
    }
    const words = `request ${String((made += 1))} ${secretOf(player.team)}.`;
    written.push(words);
    const typed = {
      topic: words,
      situation: "A bank asks",
      name: player.name,
      email: "ask@example.com",
      times: "",
      timeZone: "",
    };
    const sent = await tries(scene, player, { kind: "sends", form, label: "Send the request", typed }, reference);
    const given = sent?.card && reference.exec(sent.card.text)?.[0];
    if (given !== undefined) {
      scene.ledger.requests.push({ team: player.team, words, reference: given });
      return;
    }
  }
  throw new GaveUp(`${player.name} got no reference number`);
}

import type { Player } from "../player.js";
import { repeat } from "../persist.js";
import type { Scene } from "../persist.js";

const questions: readonly (readonly [words: string, answer: RegExp])[] = [
  ["How much does it cost?", /20,000/],
  ["how long does it take?", /4–9 months/],
];

/** Asks, again and again, as long as something is broken, and at least so often. */
export async function asks(scene: Scene, player: Player, atLeast: number): Promise<void> {
  for (let asked = 0; asked < atLeast || (!scene.isOver() && asked < 40); asked += 1) {
    await scene.think();
    const [words, answer] = questions[Math.floor(scene.random() * questions.length)] ?? ["", /./];
    const sent: (() => number)[] = [];
    const came = await repeat(
      scene,
      player,
      async (withinMs) => {
        const once = await player.act({ kind: "asks", words }, answer, withinMs);
        if (once.timesAnswered) sent.push(once.timesAnswered);
        return once;
      },
      Infinity,
    );
    // Those sent before it, too, may be answered once each; only the last one must be.
    for (const timesAnswered of sent)
      scene.ledger.questions.push({
        team: player.team,
        isSeen: came !== undefined && timesAnswered === came.timesAnswered,
        timesAnswered,
      });
  }
}

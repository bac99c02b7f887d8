import type { Card, Player } from "../player.js";
import { secretOf } from "../ledger.js";
import { insists, repeat, tries } from "../persist.js";
import type { Scene } from "../persist.js";
import { partOne } from "../../scenes/part-one.js";

interface Choice {
  readonly label: string;
  readonly ticked?: string | undefined;
}

const question = /Question (\d+) of (\d+)/;
const states = ["Not started", "In progress", "In place"];
const addNote = "Add a note to the last answer";
const refused = /While this card was open|from an older card/;

/** Answers what is asked, on the team's one assessment, until so many answers were taken and nothing is broken any more. */
export async function assesses(scene: Scene, player: Player, atLeast: number): Promise<void> {
  const look = (): Promise<Card> => insists(scene, player, { kind: "types", words: "assess" }, question);
  let card = await look();
  let notes = 0;
  for (let given = 0; given < atLeast || (!scene.isOver() && given < atLeast * 3);) {
    await scene.think();
    const choice = choiceOn(card, scene.random);
    const press = choice && card.carried(choice.label);
    if (!choice || !press) {
      card = await look();
      continue;
    }
    const came = await tries(scene, player, { kind: "presses", on: card, ...choice }, /Question \d+ of|Verdict:/);
    const next = came?.card;
    // Another card of the same, that was asked for before and came late, says nothing of this answer.
    const isTaken = next?.place === card.place && !refused.test(next.text) && numberIn(next) !== numberIn(card);
    if (!isTaken) {
      card = await look();
      continue;
    }
    const { action } = press;
    const chosen = action.do === "answer" ? action.choice : undefined;
    scene.ledger.answers.push({ team: player.team, press: press.nonce, choice: chosen });
    given += 1;
    const isToNote = notes < 2 && next.labels.includes(addNote) && scene.random() < 0.4;
    if (isToNote) notes += (await leavesNote(scene, player, next)) ? 1 : 0;
    // An answer to an earlier press would be put over this card, too, as if it were one to the next press.
    const isCurrent = came?.isFirst === true && !isToNote && !next.text.includes("already saved");
    card = isCurrent && question.test(next.text) ? next : await look();
  }
}

const numberIn = ({ text }: Card): string | undefined => question.exec(text)?.[0];

function choiceOn({ text, labels }: Card, random: () => number): Choice | undefined {
  const [, number, of] = question.exec(text) ?? [];
  if (of === "9") {
    const [label = "", ticked] = partOne[Number(number) - 1] ?? [];
    return labels.includes(label) ? { label, ticked } : undefined;
  }
  const open = states.filter((label) => labels.includes(label));
  const label = open[Math.floor(random() * open.length)];
  return label === undefined ? undefined : { label };
}

let written = 0;

/** A note beside the last answer; its words are told by themselves. */
async function leavesNote(scene: Scene, player: Player, card: Card): Promise<boolean> {
  const came = await repeat(
    scene,
    player,
    (withinMs) => player.opensForm({ kind: "presses", on: card, label: addNote }, "note", withinMs),
    2,
  );
  const form = came?.card;
  if (!form) return false;
  const words = `note ${String((written += 1))} ${secretOf(player.team)}.`;
  const saved = await tries(
    scene,
    player,
    { kind: "sends", form, label: "Save", typed: { note: words, evidence: "" } },
    /Saved with your answer/,
  );
  if (saved) scene.ledger.notes.push({ team: player.team, words });
  return saved !== undefined;
}

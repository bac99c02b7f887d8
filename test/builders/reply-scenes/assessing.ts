import type { Reply } from "../../../src/core/conversation/reply.js";
import { answerPartOne } from "../world.js";
import type { Talk } from "../world.js";
import { ana, ben } from "./stage.js";
import type { Scene } from "./stage.js";

export const longWords = "A long word. ".repeat(400);

const toPartTwo = async (talk: Talk): Promise<Reply> =>
  talk.press(await answerPartOne(talk, await talk.say("assess")), "Go on to part two");

/** One card pressed twice, by two people, and after the assessment it belongs to. */
export const pressesOldCards: Scene = async ({ talk }) => {
  const [anas, bens] = [talk(ana), talk(ben)];
  const [card, same] = [await anas.say("assess"), await bens.say("assess")];
  await anas.press(card, "A deal is blocked without it");
  await anas.press(card, "A deal is blocked without it");
  await bens.press(same, "An RFP or contract requires it");
  await anas.press(await anas.say("reset"), "Archive and start anew");
  await anas.press(card, "A deal is blocked without it");
  for (const words of ["status", "reset"]) await anas.say(words);
};

/** What can be said beside an answer, with what is wrong in it; and how it is looked at later. */
export const saysMore: Scene = async ({ talk }) => {
  const anas = talk(ana);
  const reason = await anas.press(await toPartTwo(anas), "Not applicable");
  for (const words of [" ", "We train no models."]) await anas.press(reason, "Save", { reason: words });
  const next = await anas.press(await anas.say("assess"), "In place, with evidence");
  const note = await anas.press(next, "Add a note to the last answer");
  const wrong = { note: longWords, evidence: "nowhere", owner: longWords, due: "soon" };
  const right = { note: "In the wiki", evidence: "https://example.com/policy", owner: "Ben", due: "2027-03-31" };
  for (const values of [wrong, right]) await anas.press(note, "Save", values);
  const again = await anas.press(await anas.say("assess"), "Back");
  await anas.press(again, "Earlier answers");
  await anas.press(again, "Keep it, next question");
  await anas.press(await anas.press(await anas.press(await anas.say("assess"), "Skip"), "Back"), "In place");
  await anas.press(await anas.press(await anas.say("assess"), "Back"), "Earlier answers");
};

/** Clause by clause, and back to the short way. */
export const looksClosely: Scene = async ({ talk }) => {
  const anas = talk(ana);
  await anas.press(await toPartTwo(anas), "In progress");
  await anas.press(await anas.say("assess thorough"), "Not started");
  const control = await anas.press(await anas.say("status"), "Open it", { question: "a-2-2" });
  await anas.press(control, "In place");
  const again = await anas.press(await anas.say("status"), "Open it", { question: "a-2-2" });
  await anas.press(again, "Add note, evidence, owner");
  for (const words of ["status", "gaps"]) await anas.say(words);
  await anas.say("assess quick");
  await anas.press(await anas.say("status"), "Open it", { question: "policy-written" });
};

/** To the last question, and what is seen of it all; then the next assessment. */
export const finishes: Scene = async ({ world, talk, advisor, keep, visit, daysPass }) => {
  const anas = talk(ana);
  await toPartTwo(anas);
  await answerAll(anas, ["In place", "Not started", "In progress", "Skip"]);
  for (const words of ["assess", "status", "report", "gaps", "history", "export", "remind on"]) await anas.say(words);
  await anas.press(await anas.say("gaps"), "Set owner and date", { question: "policy-written" });
  keep(await advisor.home(visit(ana)));
  daysPass(100);
  await anas.say("status");
  await world.remind(world.parts.clock());
  await anas.press(await anas.say("reset"), "Archive and start anew");
  await anas.press(await toPartTwo(anas), "In place");
  await anas.say("history");
};

/** Answers what is open, with one of these after the other. */
async function answerAll(talk: Talk, labels: readonly string[]): Promise<void> {
  let card = await talk.say("assess");
  for (let answered = 0; labelsOf(card).includes("Skip"); answered += 1)
    card = await talk.press(card, labels[answered % labels.length] ?? "Skip");
}

const labelsOf = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons.map(({ label }) => label) : []));

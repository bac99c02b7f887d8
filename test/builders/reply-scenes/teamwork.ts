import { entryId } from "../../../src/core/ids.js";
import { createAskerDestination } from "../../../src/delivery/asker.js";
import { sweepInactive } from "../../../src/retention/sweep-inactive.js";
import { answerPartOne, consultationForm, person, quietLog, uniqueId, workOffOutbox } from "../world.js";
import { longWords } from "./assessing.js";
import { ana, ben, cleo, guest } from "./stage.js";
import type { Scene } from "./stage.js";

/** Areas in people's hands, to those who can be told and those who can't; and questions seen differently. */
export const sharesTheWork: Scene = async ({ talk }) => {
  const [anas, bens, cleos] = [talk(ana), talk(ben), talk(cleo)];
  const question = await anas.press(await answerPartOne(anas, await anas.say("assess")), "Go on to part two");
  await anas.say("assign policy @Cleo", [cleo]);
  await anas.press(question, "In place");
  // Whom the bot can't write to is told by a colleague.
  await bens.press(await bens.press(await bens.say("assess"), "Back"), "Not started");
  await anas.say("assign policy @Ben", [ben]);
  await anas.say("assign incidents @Ana", [ana]);
  await anas.say("assign gardening @Ben", [ben]);
  await anas.say("assign policy @Gus", [guest]);
  await cleos.press(await cleos.press(await cleos.say("assess"), "Back"), "Not started");
  await cleos.press(await cleos.press(await cleos.say("assess"), "Back"), "Settle it");
  await bens.press(await bens.press(await bens.say("assess"), "Back"), "In progress");
  await anas.say("status");
  const open = await bens.press(await bens.press(await bens.say("assess"), "Back"), "Settle it");
  const old = await bens.press(await bens.say("assess"), "Back");
  await bens.press(open, "In progress");
  await bens.press(old, "Settle it");
  await bens.press(await bens.press(await bens.say("assess"), "Back"), "Earlier answers");
  await anas.press(await anas.say("assign"), "Save", { area: "roles", person: "nobody" });
};

/** Reminders and the warning to a team that fell asleep. */
export const isReminded: Scene = async ({ world, talk, daysPass, advisor, keep, visit }) => {
  const [anas, bens] = [talk(ana), talk(ben)];
  let card = await anas.press(await answerPartOne(anas, await anas.say("assess")), "Go on to part two");
  for (const area of ["policy", "roles", "incidents", "suppliers", "data", "monitoring"])
    await anas.say(`assign ${area} @Ben`, [ben]);
  card = await anas.press(card, "Not started");
  const note = await anas.press(card, "Add a note to the last answer");
  await anas.press(note, "Save", { owner: "Ben", due: "2027-03-31" });
  await anas.press(await anas.say("assess"), "Not started");
  await anas.say("remind on");
  await anas.say("status");
  daysPass(8);
  await world.remind(world.parts.clock());
  const reminder = world.told.at(-1)?.reply;
  if (reminder) await bens.press(reminder, "Stop only mine");
  await bens.press(await bens.say("remind"), "Remind me again");
  keep(await advisor.home(visit(ben)));
  daysPass(100);
  await world.remind(world.parts.clock());
  await anas.say("remind off");
  daysPass(340);
  const { store, directory, ids, clock } = world.parts;
  const forget = (): Promise<boolean> => Promise.resolve(false);
  await sweepInactive({ store, directory, ids, clock, months: 12, log: quietLog, forget });
  await workOffOutbox(world.parts);
  const warning = world.told.at(-1)?.reply;
  if (warning) await anas.press(warning, "Keep it");
};

/** Who leads, who is let in, and who takes their name out. */
export const choosesPeople: Scene = async ({ world, talk }) => {
  const [anas, bens, ada] = [talk(ana), talk(ben), talk(person("Ada", { isAdmin: true }))];
  await anas.press(await anas.say("assess"), "A deal is blocked without it");
  await bens.press(await bens.say("assess"), "We use AI inside the company only");
  for (const words of ["reset", "lead @Ben"]) await bens.say(words, [ben]);
  await talk(guest).say("status");
  await anas.say("invite @Gus", [guest]);
  for (const words of ["status", "lead", "invite", "uninvite"]) await anas.say(words);
  await anas.say("uninvite @Gus", [guest]);
  await anas.say("lead", [{ ...person("Somebody"), name: "" }]);
  await bens.say("reset");
  const [summary] = await world.store.directory.summaries();
  if (summary)
    await world.store.teams.append(summary.team, () => ({
      entries: [{ kind: "earlier-file-set-aside", ...stamp(), file: "team.json" }],
      result: undefined,
    }));
  await ada.say("lead @Ben", [ben]);
  await bens.press(await bens.say("forget me"), "Take me out");
  for (const words of ["reset", "status"]) await anas.say(words);
  await talk(guest).say("status");
  await ada.press(await ada.say("forget"), "Delete everything");
};

const stamp = () => ({ id: entryId(uniqueId()), at: new Date().toISOString(), by: null });

/** A request from the form to its end, with the consultant's news on the way; then one that is forgotten. */
export const consults: Scene = async ({ world, talk, advisor, keep, visit }) => {
  const anas = talk(ana);
  const form = await anas.say("consult");
  const tooLong = Object.fromEntries(Object.keys(consultationForm).map((field) => [field, longWords]));
  for (const values of [{}, tooLong, consultationForm]) await anas.press(form, "Send the request", values);
  const shown = await anas.say("consult");
  const [team] = await world.store.directory.summaries();
  const entries = team ? (await world.store.teams.read(team.team)).entries : [];
  const queued = entries.find((entry) => entry.kind === "delivery-queued");
  if (!team || !queued) throw new TypeError("nothing was requested");
  const { store, words, consult, messenger, ids, clock } = world.parts;
  const asker = createAskerDestination({ store, words, consult, messenger, ids, clock });
  const { message, delivery } = queued;
  for (const state of ["accepted", "scheduled", "closed"] as const) {
    await world.store.teams.append(team.team, () => ({
      entries: [{ kind: "consultation-moved", ...stamp(), consultation: message.consultation, state }],
      result: undefined,
    }));
    await asker.deliver({ ...message, type: `consultation.${state}` }, team.team);
    await anas.say("consult");
    keep(await advisor.home(visit(ana)));
  }
  for (const label of ["Withdraw it", "Change it"]) await anas.press(shown, label);
  await anas.press(await anas.say("consult"), "Send the request", consultationForm);
  await world.store.teams.append(team.team, () => ({
    entries: [{ kind: "delivery-succeeded", ...stamp(), delivery }],
    result: undefined,
  }));
  await anas.press(await anas.say("forget"), "Delete everything");
};

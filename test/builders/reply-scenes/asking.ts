import { AdvisorError } from "../../../src/core/errors.js";
import { answerPartOne, person } from "../world.js";
import { ana, guest } from "./stage.js";
import type { Scene } from "./stage.js";

/** Before anything is there, for members and for those who are none; and what goes wrong. */
export const meetsTheBot: Scene = async ({ advisor, keep, visit, send, talk }) => {
  keep(advisor.welcome());
  for (const who of [ana, guest]) keep(await advisor.home(visit(who)));
  for (const code of ["store-unwritable", "store-unreadable", "team-file-damaged", "content-wrong"] as const)
    keep(advisor.apologize(new AdvisorError(code, { happened: "A fault." })));
  await send(ana, { kind: "action", press: undefined, values: {} });
  for (const words of ["help", "privacy", "status", "reset", "forget", "export me", "history", "lead", "template"])
    await talk(ana).say(words);
  for (const words of ["help", "status", "How much does it cost?"]) await talk(guest).say(words);
};

export const asks: Scene = async ({ advisor, keep, talk, daysPass }) => {
  const anas = talk(ana);
  for (const words of ["who signs off on invoices", "asses invoices", "what is the weather", "certificate"])
    await anas.say(words);
  const answer = await anas.say("How much does it cost?");
  await anas.press(answer, "👎 Not helpful");
  await anas.press(answer, "Show more");
  for (const query of ["", "cost"]) for (const { reply } of advisor.find(query)) keep(reply);
  daysPass(700);
  await anas.say("How much does it cost?");
};

/** An answer, and then the report, that one person of a channel sees alone, and shares. */
export const posts: Scene = async ({ talk }) => {
  const nobody = { ...person("Nobody"), name: "" };
  for (const place of ["channel", "thread", "chat"] as const) {
    const anas = talk(place === "chat" ? nobody : ana, { kind: "channel", conversation: place }, place);
    const short = await anas.say("How much does it cost? How long does it take?");
    await anas.press(short, /^Post/);
    await anas.press(short, /^Post/);
  }
  const anas = talk(ana, { kind: "channel", conversation: "report" }, "channel");
  await anas.press(await anas.say("assess"), "Nobody has asked about ISO 42001");
  const report = await anas.say("report");
  await anas.press(report, "Share it here");
  await anas.press(report, "Share it here");
};

/** A customer's questions, in words and as files. */
export const draftsReplies: Scene = async ({ talk, send }) => {
  const anas = talk(ana);
  await anas.say("answer do you have a written AI policy?");
  await answerPartOne(anas, await anas.say("assess"));
  await anas.press(await anas.say("assess"), "In place");
  await anas.say("answer Are you ISO 42001 certified? Do you have a written AI policy? Is data encrypted at rest?");
  const rows = Array.from({ length: 60 }, (_, nth) => `Do you have a written AI policy (${String(nth)})?`);
  for (const [name, text] of [
    ["vendor.csv", ["Question", ...rows].join("\n")],
    ["numbers.csv", "a,b\n1,2\n"],
    ["empty.csv", ""],
    ["picture.pdf", "%PDF-1.7"],
  ] as const)
    await send(ana, {
      ...{ kind: "words", text: "answer", mentions: [] },
      files: [{ name, bytes: new TextEncoder().encode(text) }],
    });
};

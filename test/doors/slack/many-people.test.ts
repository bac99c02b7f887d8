import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { teamId } from "../../../src/core/ids.js";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { openQuestionnaire } from "../../builders/trail.js";
import { openStore, settingsOf, temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { SlackClient, eventually, signingSecret } from "./slack-client.js";

const team = "T1";
const people = Array.from({ length: 20 }, (_, index) => `U${String(index + 1).padStart(2, "0")}`);
const questions = 30;
const labels = ["Not started", "In progress", "In place", "In place, with evidence"];

let slack: SlackStandin;
let program: Program;
let client: SlackClient;
let dataDir: string;

beforeEach(async () => {
  slack = await startSlack(team);
  dataDir = await temporaryFolder();
  program = await openProgram(
    settingsOf({
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "silent",
      DATA_DIR: dataDir,
      SLACK_BOT_TOKEN: "xoxb-test",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.url,
    }),
  );
  client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, team, slack.responseUrl);
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

interface Button {
  readonly label: string;
  readonly value: string;
}
const buttonsOf = (call: SlackCall): readonly Button[] =>
  (call.body["blocks"] as Record<string, unknown>[]).flatMap((block) =>
    block["type"] === "actions"
      ? (block["elements"] as { text: { text: string }; value: string }[]).map(({ text, value }) => ({
          label: text.text,
          value,
        }))
      : [],
  );

/** One person's own view: each press is answered at an address of its own. */
class SlackPerson {
  #pressed = 0;
  constructor(readonly user: string) {}

  async press(value: string): Promise<SlackCall> {
    this.#pressed += 1;
    const responseName = `${this.user}-${String(this.#pressed)}`;
    const method = new URL(slack.responseUrl(responseName)).pathname.slice(1);
    await client.press(value, { user: this.user, responseName });
    return eventually(() => slack.of(method)[0], `the answer to ${responseName}`);
  }

  /** Answers one question, again on the fresh card whenever a colleague was faster. */
  async answer(card: SlackCall, label: string): Promise<SlackCall> {
    let shown = card;
    for (;;) {
      const value = buttonsOf(shown).find((button) => button.label === label)?.value;
      if (value === undefined) throw new TypeError(`${this.user} sees no button ${label}`);
      const next = await this.press(value);
      if (!JSON.stringify(next.body).includes("While this card was open")) return next;
      shown = next;
    }
  }
}

/** What a button carries when it opens one question, made by hand from another button's assessment. */
function openQuestion(card: SlackCall, question: string): string {
  const some = buttonsOf(card).find(({ value }) => value.includes('"assessment"'))?.value ?? "{}";
  const carried = JSON.parse(some) as { v: number; n: string; a: { assessment: string } };
  return JSON.stringify({ ...carried, a: { do: "question", assessment: carried.a.assessment, question } });
}

describe("Twenty people of one team answering thirty questions each at the same time in Slack", () => {
  it("leaves 600 answers in the record, none lost and none twice", { timeout: 120_000 }, async () => {
    const questionnaire = await openQuestionnaire();
    const ids = questionnaire.readiness.questions.slice(0, questions).map(({ id }) => id);
    await client.command("assess", people[0]);
    const first = await eventually(
      () => slack.calls.find(({ body }) => JSON.stringify(body).includes("customers ask for today")),
      "the first question",
    );

    await Promise.all(
      people.map(async (user, who) => {
        const person = new SlackPerson(user);
        for (const [index, id] of ids.entries()) {
          const card = await person.press(openQuestion(first, id));
          await person.answer(card, labels[(who + index) % labels.length] ?? "In place");
        }
      }),
    );

    await program.close();
    const store = await openStore(dataDir);
    const [summary] = await store.directory.summaries();
    const { entries } = await store.teams.read(summary?.team ?? teamId("none"));
    await store.close();
    const answered = entries.filter((entry) => entry.kind === "answered");
    expect(answered).toHaveLength(people.length * questions);
    expect(new Set(answered.map(({ id }) => id)).size).toBe(answered.length);
    expect(new Set(answered.map(({ by, question }) => `${by ?? ""} ${question}`)).size).toBe(answered.length);
    for (const { by, question, value } of answered) {
      const who = people.findIndex((user) => by === `slack:${team}:${user}`);
      const expected = labels[(who + ids.indexOf(question)) % labels.length];
      const state = value.kind === "state" ? value.state : "";
      expect(questionnaire.readiness.states.find(({ id }) => id === state)?.label).toBe(expected);
    }
  });
});

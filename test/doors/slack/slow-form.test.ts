import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { knowledgeFolder } from "../../../src/package-root.js";
import { loadWords } from "../../../src/content/read-words.js";
import type { Advisor } from "../../../src/core/advisor.js";
import { encodeAction } from "../../../src/core/conversation/action.js";
import type { Reply } from "../../../src/core/conversation/reply.js";
import { nonce } from "../../../src/core/ids.js";
import { SlackPeople } from "../../../src/doors/slack/people.js";
import { SlackPresses } from "../../../src/doors/slack/presses.js";
import { SlackReplies } from "../../../src/doors/slack/replies.js";
import { SlackTurns } from "../../../src/doors/slack/turns.js";
import { slackWordKeys } from "../../../src/doors/slack/words.js";
import { openWorld, quietLog } from "../../builders/world.js";
import type { World } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { eventually } from "./slack-client.js";

let slack: SlackStandin;
let world: World;
beforeEach(async () => {
  slack = await startSlack("T1");
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
  await slack.close();
});

const reply = (text: string): Reply => ({
  nonce: nonce("n"),
  blocks: [{ kind: "text", text }],
  audience: "asker",
  replaces: true,
});

/** A core that takes its time, as one on a slow disk does. */
const slowAdvisor = (ms: number, outcome = reply("It is stored.")): Advisor => ({
  respond: () =>
    new Promise((resolve) =>
      setTimeout(() => {
        resolve(outcome);
      }, ms),
    ),
  apologize: () => reply("Sorry."),
  welcome: () => reply("Hi."),
  home: () => Promise.resolve(reply("Home.")),
  suggestions: () => Promise.resolve([]),
  find: () => [],
  keepConversation: () => Promise.resolve(),
  leaveConversation: () => Promise.resolve(),
  isAboutRequest: () => Promise.resolve(false),
  findReference: () => Promise.resolve(undefined),
});

async function submit(ms: number, outcome?: Reply, shown: Record<string, unknown> = {}): Promise<unknown[]> {
  const client = new WebClient("xoxb-test", { slackApiUrl: slack.url });
  const words = await loadWords(knowledgeFolder(), "slack", slackWordKeys);
  const turn = { advisor: slowAdvisor(ms, outcome), claims: world.store.claims, log: quietLog };
  const drawPicture = () => Promise.resolve(new Uint8Array(1));
  const replies = new SlackReplies({ client, words, log: quietLog, drawPicture });
  const people = new SlackPeople(client, () => new Date());
  const turns = new SlackTurns({ turn, words, people, replies, underWay: new Set() });
  const presses = new SlackPresses({ turns, client, words, replies, claims: world.store.claims, log: quietLog });
  const answers: unknown[] = [];
  const view = {
    id: "V9",
    type: "modal",
    private_metadata: encodeAction({ action: { do: "consult-send" }, nonce: nonce("n") }),
    state: { values: {} },
    ...shown,
  };
  await presses.onSubmit(
    { user: { id: "UANA" }, team: { id: "T1" }, view },
    {
      keep: () => Promise.resolve((task) => task()),
      acknowledge: (answer) => {
        answers.push(answer);
        return Promise.resolve();
      },
    },
  );
  return answers;
}

describe("a submitted form in Slack", () => {
  it("is acknowledged with its outcome when it is stored in time", async () => {
    expect(JSON.stringify(await submit(10))).toContain("It is stored.");
    expect(slack.of("views.update")).toHaveLength(0);
  });

  it("says that it is saving when storing takes longer than 2 s, and is updated when done", async () => {
    const answers = await submit(2_400);
    expect(answers).toHaveLength(1);
    expect(JSON.stringify(answers)).toContain("Saving your answer");
    const updated = await eventually(() => slack.of("views.update")[0], "update");
    expect(updated.body).toMatchObject({ view_id: "V9" });
    expect(JSON.stringify(updated.body)).toContain("It is stored.");
  });

  it("is told in direct messages when its dialog was closed meanwhile", async () => {
    slack.failing.set("views.update", "not_found");
    await submit(2_400);
    const told = await eventually(() => slack.of("chat.postMessage")[0], "message");
    expect(told.body).toMatchObject({ channel: "D-UANA" });
    expect(JSON.stringify(told.body)).toContain("It is stored.");
  });

  it("comes back with all that was filled in when it could not be stored after all, to be sent again", async () => {
    const plain = (text: string) => ({ type: "plain_text", text });
    const option = (value: string) => ({ text: plain(value), value });
    const input = (block_id: string, element: Record<string, unknown>) => ({
      ...{ type: "input", block_id, label: plain(block_id), element: { action_id: "value", ...element } },
    });
    const options = [option("a"), option("b")];
    const shown = {
      ...{ callback_id: "iso42001-form", title: plain("T"), submit: plain("Send"), close: plain("Close") },
      blocks: [
        input("topic", { type: "plain_text_input", initial_value: "before" }),
        input("emptied", { type: "plain_text_input", initial_value: "before" }),
        input("day", { type: "datepicker" }),
        input("some", { type: "checkboxes", options }),
        input("one", { type: "radio_buttons", options }),
      ],
      state: {
        values: {
          topic: { value: { type: "plain_text_input", value: "typed" } },
          emptied: { value: { type: "plain_text_input", value: null } },
          day: { value: { type: "datepicker", selected_date: "2026-12-01" } },
          some: { value: { type: "checkboxes", selected_options: [option("a"), option("b")] } },
          one: { value: { type: "radio_buttons", selected_option: option("b") } },
        },
      },
    };
    await submit(2_400, { ...reply("Nothing was saved."), refused: true }, shown);
    const updated = await eventually(() => slack.of("views.update")[0], "update");
    const view = updated.body["view"] as { blocks: { block_id: string; element?: Record<string, unknown> }[] };
    expect(updated.body["view"]).toMatchObject({ submit: { text: "Send" }, callback_id: "iso42001-form" });
    expect(JSON.stringify(view.blocks[0])).toContain("Nothing was saved.");
    const drawn = new Map(view.blocks.map(({ block_id, element }) => [block_id, element]));
    expect(drawn.get("topic")).toMatchObject({ initial_value: "typed" });
    expect(drawn.get("emptied")).not.toHaveProperty("initial_value");
    expect(drawn.get("day")).toMatchObject({ initial_date: "2026-12-01" });
    expect(drawn.get("some")).toMatchObject({ initial_options: [{ value: "a" }, { value: "b" }] });
    expect(drawn.get("one")).toMatchObject({ initial_option: { value: "b" } });
  });
});

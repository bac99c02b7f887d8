import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { drawBlocks } from "../../../src/doors/slack/blocks.js";
import { homesFollowed } from "../../../src/doors/slack/limits.js";
import { HomeVisitors } from "../../../src/doors/slack/home-visitors.js";
import { withinView } from "../../../src/doors/slack/modal.js";
import { slackWordKeys } from "../../../src/doors/slack/words.js";
import { askRunning } from "../../../src/stores/control/control-socket.js";
import { replyOfAnySize } from "../../builders/any-reply.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { viewFaults } from "../../standins/block-kit-rules.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { chart, replyOf, standinAdvisor, wordsOfDoor } from "../door-parts.js";
import { grantOf, openManyWorkspaces } from "./many-workspaces.js";
import { openSlackDoor } from "./standin-door.js";
import { SlackClient, eventually, signingSecret } from "./slack-client.js";

const homes = (slack: SlackStandin, user = "UANA"): SlackCall[] =>
  slack.of("views.publish").filter(({ body }) => body["user_id"] === user);
const textIn = (call: SlackCall | undefined): string => JSON.stringify(call?.body["view"] ?? "");
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500));
const opens = (client: SlackClient, user = "UANA", tab = "home"): Promise<Response> =>
  client.event({ type: "app_home_opened", user, channel: `D-${user}`, tab, event_ts: "1.0" });

describe("the Home tab of a team", () => {
  let slack: SlackStandin;
  let program: Program;
  let client: SlackClient;
  let dataDir: string;

  beforeEach(async () => {
    slack = await startSlack("T1");
    dataDir = await temporaryFolder();
    program = await openProgram(
      settingsOf({
        ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir, SLACK_API_URL: slack.url },
        ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: signingSecret },
      }),
    );
    client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, "T1", slack.responseUrl);
  });
  afterEach(async () => {
    await program.close();
    await slack.close();
  });

  const buttonIn = (call: SlackCall, label: string): string => {
    const blocks = (call.body["blocks"] ?? []) as { elements?: { text?: { text: string }; value?: string }[] }[];
    const found = blocks.flatMap(({ elements }) => elements ?? []).find(({ text }) => text?.text === label);
    return found?.value ?? "";
  };
  /** Another person answers the first question. */
  async function benAnswers(): Promise<void> {
    await client.command("assess", "UBEN");
    const card = await eventually(() => slack.of("response/command").at(-1));
    await client.press(buttonIn(card, "An RFP or contract requires it"), { user: "UBEN" });
  }

  it("is drawn when it is opened, and follows what others answer, once for many changes", async () => {
    await opens(client);
    await eventually(() => homes(slack)[0]);
    expect(textIn(homes(slack)[0])).toContain("Start our assessment");
    await benAnswers();
    await eventually(() => (textIn(homes(slack).at(-1)).includes("1 of 9") ? true : undefined));
    await settled();
    expect(homes(slack).length).toBeLessThanOrEqual(3);
    expect(homes(slack, "UBEN")).toEqual([]);
  });

  it("shows that the consultant moved a request", async () => {
    await client.command("consult");
    const view = (await eventually(() => slack.of("views.open")[0])).body["view"] as {
      private_metadata: string;
      callback_id: string;
    };
    const typed = (value: string) => ({ type: "plain_text_input", value });
    await client.submit(view, {
      topic: typed("Certificate"),
      situation: typed("A customer asks"),
      name: typed("Ana"),
      email: typed("ana@example.com"),
      times: typed("Tuesday"),
      timeZone: typed("Europe/Berlin"),
      shareSummary: { type: "checkboxes", selected_options: [] },
    });
    await opens(client);
    const first = await eventually(() => homes(slack)[0]);
    const reference = /AI-\w{4}-\w{4}/.exec(textIn(first))?.[0] ?? "";
    expect(textIn(first)).toContain("Requested");
    await askRunning(dataDir, { kind: "move-consultation", reference, state: "accepted" });
    await eventually(() => (textIn(homes(slack).at(-1)).includes("Accepted") ? true : undefined));
  });

  it("is the first view again after the team is forgotten", async () => {
    await benAnswers();
    await opens(client, "UBEN");
    await eventually(() => (textIn(homes(slack, "UBEN").at(-1)).includes("1 of 9") ? true : undefined));
    await client.command("forget", "UBEN");
    const asked = await eventually(() =>
      slack.of("response/command").find((call) => JSON.stringify(call.body).includes("cannot be undone")),
    );
    await client.press(buttonIn(asked, "Delete everything"), { user: "UBEN" });
    await eventually(() => (textIn(homes(slack, "UBEN").at(-1)).includes("Has a customer asked") ? true : undefined));
  });

  it("leaves the Messages tab to what answers there", async () => {
    await opens(client, "UANA", "messages");
    await settled();
    expect(homes(slack)).toEqual([]);
  });

  it("answers a press on it in the direct messages", async () => {
    await opens(client);
    const view = (await eventually(() => homes(slack)[0])).body["view"] as { blocks: unknown };
    const value = buttonIn(
      { method: "", token: "", body: { blocks: view.blocks } },
      "How much does certification cost?",
    );
    await client.interact({
      ...{ type: "block_actions", trigger_id: "t-home", user: { id: "UANA", team_id: "T1" }, team: { id: "T1" } },
      container: { type: "view", view_id: "V1" },
      view: { id: "V1", type: "home", hash: "h", private_metadata: "", state: { values: {} } },
      actions: [{ type: "button", action_id: "press-0", value, action_ts: "1.2" }],
    });
    const answer = await eventually(() => slack.of("chat.postMessage")[0]);
    expect(JSON.stringify(answer.body)).toContain("$20,000–$150,000+");
    expect(answer.body["channel"]).toBe("UANA");
  });
});

describe("the picture in the Home tab", () => {
  const withChart = () => ({ ...standinAdvisor(() => replyOf([])), home: () => Promise.resolve(replyOf([chart])) });

  it("is uploaded once for the same figures", async () => {
    const open = await openSlackDoor(withChart());
    for (const user of ["UANA", "UBEN"]) {
      await opens(open.client, user);
      await eventually(() => homes(open.slack, user)[0]);
    }
    expect(textIn(homes(open.slack, "UBEN")[0])).toContain("slack_file");
    expect(open.slack.of("files.getUploadURLExternal")).toHaveLength(1);
    await open.close();
  });

  it("is bars in text when Slack refuses it, and where the app may not upload", async () => {
    const open = await openSlackDoor(withChart());
    open.slack.refusedPictures = 9;
    await opens(open.client);
    await eventually(() => (textIn(homes(open.slack).at(-1)).includes("████") ? true : undefined));
    await open.close();
    const bare = await openSlackDoor(withChart(), { scopes: "commands,chat:write" });
    await opens(bare.client);
    expect(textIn(await eventually(() => homes(bare.slack)[0]))).toContain("████");
    expect(bare.slack.of("files.getUploadURLExternal")).toEqual([]);
    await bare.close();
  });
});

describe("the Home tabs of many workspaces", () => {
  it("follow their own team's changes alone", async () => {
    const many = await openManyWorkspaces(standinAdvisor(() => replyOf([])));
    for (const team of ["T1", "T2"]) {
      await many.install(grantOf(team));
      await opens(many.clientOf(team));
    }
    await eventually(() => (many.slack.of("views.publish").length === 2 ? true : undefined));
    many.door.teamChanged([
      { platform: "slack", id: "T2" },
      { platform: "msteams", id: "T1" },
    ]);
    await settled();
    const tokens = many.slack.of("views.publish").map(({ token }) => token);
    expect(tokens.slice(2)).toEqual(["xoxb-T2"]);
    await many.close();
  });

  it("are followed for a day, and for the newest who looked", () => {
    let now = 0;
    const visitors = new HomeVisitors(() => new Date(now));
    for (let user = 0; user <= homesFollowed; user += 1) visitors.saw("T1", `U${String(user)}`);
    expect(visitors.of("T1")).toHaveLength(homesFollowed);
    expect(visitors.of("T1")).not.toContain("U0");
    now = 24 * 60 * 60 * 1000 + 1;
    expect(visitors.of("T1")).toEqual([]);
  });
});

describe("any overview", () => {
  it("is within Slack's limits", async () => {
    const words = await wordsOfDoor("slack", slackWordKeys);
    fc.assert(
      fc.property(replyOfAnySize, (reply) => {
        const blocks = withinView(drawBlocks(reply, "message"), words);
        expect(viewFaults({ type: "home", blocks: [...blocks] })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { openProgram } from "../../src/compose.js";
import { createAdvisor } from "../../src/core/advisor.js";
import { decodeAction, encodeAction } from "../../src/core/conversation/action.js";
import type { Reply } from "../../src/core/conversation/reply.js";
import type { Request } from "../../src/core/conversation/request.js";
import { teamId } from "../../src/core/ids.js";
import { limitPace } from "../../src/core/pace/limit-pace.js";
import type { RateCounters } from "../../src/core/ports/rate-counters.js";
import { createRateCounters } from "../../src/stores/memory/rate-counters.js";
import { takeTurn } from "../../src/doors/turn.js";
import { SlackClient, eventually, signingSecret } from "../doors/slack/slack-client.js";
import { buttonOf, openWorld, person, quietLog, settingsOf, temporaryFolder, textOf } from "../builders/world.js";
import { startSlack } from "../standins/slack-api.js";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const tooFast = /faster than I can keep up with/;

async function openSlack(turnsPerMinute: number) {
  const slack = await startSlack("T1");
  closers.push(() => slack.close());
  const program = await openProgram(
    settingsOf({
      ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: await temporaryFolder() },
      ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.url },
      TURNS_PER_MINUTE: String(turnsPerMinute),
    }),
  );
  closers.push(() => program.close());
  const client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, "T1", slack.responseUrl);
  return { client, slack };
}

describe("one person's turns in Slack", () => {
  it("T21: beyond the limit of a minute are answered kindly and not begun; a redelivery is not counted", async () => {
    const { client, slack } = await openSlack(3);
    const said = (): string[] => slack.calls.map((call) => JSON.stringify(call.body));
    for (let i = 0; i < 6; i += 1) await client.command("privacy", "UANA", "C1", "the-same-trigger");
    await client.command("help");
    await client.command("status");
    await eventually(() => (said().some((text) => text.includes("ISO/IEC 42001")) ? true : undefined), "the help");
    expect(said().some((text) => tooFast.test(text))).toBe(false);
    await client.command("assess");
    await eventually(() => (said().some((text) => tooFast.test(text)) ? true : undefined), "the kind word");
    await client.command("help", "UBO");
    await eventually(
      () => (said().filter((text) => text.includes("ISO/IEC 42001")).length > 1 ? true : undefined),
      "help",
    );
  });
});

describe("what was too much", () => {
  async function open(counters: RateCounters) {
    const world = await openWorld();
    closers.push(() => world.close());
    const advisor = limitPace(createAdvisor(world.parts), { counters, turnsPerMinute: 2 });
    const turn = async (input: Request["input"], who = person("Ana")): Promise<Reply> => {
      const request: Request = {
        workspace: { platform: "slack", id: "T1" },
        person: who,
        place: { kind: "personal", conversation: who.id },
        input,
      };
      const reply = await takeTurn({ advisor, claims: world.store.claims, log: quietLog }, { deliveries: [], request });
      if (!reply) throw new TypeError("taken for a repeat");
      return reply;
    };
    const say = (text: string, who = person("Ana")) => turn({ kind: "words", text, mentions: [] }, who);
    return { world, turn, say };
  }

  it("T21: loses nothing: the same button works when there is room again", async () => {
    const room = { waitMs: 0 };
    const { world, turn, say } = await open({ spend: () => Promise.resolve(room.waitMs) });
    const card = await say("assess");
    const button = card.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []))[0];
    if (!button) throw new TypeError("no button");
    const press = {
      kind: "action",
      press: decodeAction(encodeAction({ action: buttonOf(card, button.label).action, nonce: card.nonce })),
      values: {},
    } as const;
    const answers = async () => {
      const team = await world.store.directory.find({ platform: "slack", id: "T1" });
      const { entries } = await world.store.teams.read(team ?? teamId("none"));
      return entries.filter(({ kind }) => kind === "answered").length;
    };
    room.waitMs = 5_000;
    const refused = await turn(press);
    expect(textOf(refused)).toMatch(tooFast);
    expect(refused).toMatchObject({ refused: true, replaces: false });
    expect(await answers()).toBe(0);
    room.waitMs = 0;
    await turn(press);
    expect(await answers()).toBe(1);
  });

  it("T22: of a whole team is more than ten people's limits together", async () => {
    const { say } = await open(createRateCounters());
    for (let i = 0; i < 20; i += 1) expect(textOf(await say("help", person(`P${String(i)}`)))).not.toMatch(tooFast);
    expect(textOf(await say("help", person("P21")))).toMatch(tooFast);
  });

  it("T22: is not counted for cards that renew themselves, and a count that fails keeps nobody out", async () => {
    const failing = await open({ spend: () => Promise.reject(new TypeError("no database")) });
    expect(textOf(await failing.say("help"))).not.toMatch(tooFast);
    const full = await open({ spend: () => Promise.resolve(1) });
    const reply = await full.turn({ kind: "action", press: undefined, values: {}, isAutomatic: true });
    expect(textOf(reply)).not.toMatch(tooFast);
  });
});

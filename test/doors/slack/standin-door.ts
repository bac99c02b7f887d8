import { createSlackDoor } from "../../../src/doors/slack/door.js";
import type { SlackDoor } from "../../../src/doors/slack/door.js";
import type { DrawPicture } from "../../../src/doors/pictures.js";
import { slackWordKeys } from "../../../src/doors/slack/words.js";
import { startServer } from "../../../src/server/http-server.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { memoryClaims, memoryInbox, quietLog, wordsOfDoor } from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";
import { SlackClient, signingSecret } from "./slack-client.js";

export const png = new TextEncoder().encode("\x89PNG picture");

/** The Slack door over HTTP, with a stand-in Slack behind it and a stand-in advisor in it. */
export interface OpenSlack {
  readonly slack: SlackStandin;
  readonly client: SlackClient;
  readonly door: SlackDoor;
  close(): Promise<void>;
}

export async function openSlackDoor(
  advisor: StandinAdvisor,
  { scopes, drawPicture = () => Promise.resolve(png) }: { scopes?: string; drawPicture?: DrawPicture } = {},
): Promise<OpenSlack> {
  const slack = await startSlack("T1");
  if (scopes !== undefined) slack.scopes = scopes;
  const door = createSlackDoor({
    settings: { botToken: "xoxb-test", signingSecret, appToken: undefined, apiUrl: slack.url },
    turn: { advisor, claims: memoryClaims(), log: quietLog },
    inbox: memoryInbox(),
    clock: () => new Date(),
    words: await wordsOfDoor("slack", slackWordKeys),
    drawPicture,
  });
  await door.start();
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    routers: door.router ? [door.router] : [],
    isReady: () => Promise.resolve(true),
    log: quietLog,
  });
  return {
    slack,
    client: new SlackClient(`http://127.0.0.1:${String(server.port)}`, "T1", slack.responseUrl),
    door,
    close: async () => {
      await door.stop();
      await server.close();
      await slack.close();
    },
  };
}

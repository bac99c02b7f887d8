import { openProgram } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { SlackClient, eventually, signingSecret } from "./slack-client.js";

/** The whole program with its Slack door open over HTTP, on a real store, with a stand-in Slack behind it. */
export interface OpenProgram {
  readonly slack: SlackStandin;
  readonly client: SlackClient;
  /** The nth call of a method, once it is there. */
  nth(method: string, index: number): Promise<SlackCall>;
  close(): Promise<void>;
}

export async function openSlackProgram(): Promise<OpenProgram> {
  const slack = await startSlack("T1");
  const program = await openProgram(
    settingsOf({
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "silent",
      DATA_DIR: await temporaryFolder(),
      SLACK_BOT_TOKEN: "xoxb-test",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.url,
    }),
  );
  return {
    slack,
    client: new SlackClient(`http://127.0.0.1:${String(program.port)}`, "T1", slack.responseUrl),
    nth: (method, index) => eventually(() => slack.of(method)[index], `${method} #${String(index)}`),
    close: async () => {
      await program.close();
      await slack.close();
    },
  };
}

/** Long enough for a second answer to show up, were there one. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

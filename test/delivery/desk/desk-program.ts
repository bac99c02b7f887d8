import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { appId, startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { sdkUnderTest } from "../../doors/msteams/sdk.js";
import { SlackClient, signingSecret } from "../../doors/slack/slack-client.js";

export const tenant = "99999999-2222-4333-8444-555555555555";
export const msteamsChannel = "19:desk@thread.tacv2";
export const slackChannel = "C9";

export type Platform = "slack" | "msteams";

/** The whole program, with both doors open over HTTP and stand-ins behind them. */
export interface DeskProgram {
  readonly slack: SlackStandin;
  readonly client: SlackClient;
  readonly connector: ConnectorStandin;
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An activity as Teams sends it; resolves to the answer's body. */
  activity(activity: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Waits until the teams' files hold this. */
  untilStored(text: string): Promise<void>;
  /** Stops it, and starts it again on the same data. */
  restart(environment?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** @param desks the channels that requests go to */
export async function openDeskProgram(
  desks: readonly Platform[],
  more: Record<string, string> = {},
): Promise<DeskProgram> {
  const slack = await startSlack("T1");
  const connector = await startConnector();
  const dataDir = await temporaryFolder();
  const link = `https://teams.microsoft.com/l/channel/${encodeURIComponent(msteamsChannel)}/Desk`;
  const environment = {
    ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir, TEAMS_SDK: sdkUnderTest() },
    ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.url },
    ...{ MicrosoftAppId: appId, MicrosoftAppPassword: "secret", MicrosoftAppTenantId: tenant },
    ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
    ToBotFromChannelTokenIssuer: "https://api.botframework.com",
    ...(desks.includes("slack") ? { CONSULT_SLACK_CHANNEL: slackChannel } : {}),
    ...(desks.includes("msteams")
      ? { CONSULT_TEAMS_CHANNEL: `${link}?groupId=11111111-2222-4333-8444-555555555555&tenantId=${tenant}` }
      : {}),
    ...more,
  };
  const open = (changed: Record<string, string> = {}): Promise<Program> =>
    openProgram(settingsOf({ ...environment, ...changed }), { outboundToken: () => Promise.resolve("outbound") });
  let program = await open();
  let client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, "T1", slack.responseUrl);
  let made = 0;
  return {
    slack,
    connector,
    dataDir,
    environment,
    get client() {
      return client;
    },
    activity: async (activity) => {
      const response = await fetch(`http://127.0.0.1:${String(program.port)}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await connector.token()}` },
        body: JSON.stringify({
          id: `activity-${String((made += 1))}`,
          channelId: "msteams",
          serviceUrl: `${connector.url}/`,
          recipient: { id: "28:bot", name: "Advisor" },
          channelData: { tenant: { id: tenant } },
          ...activity,
        }),
      });
      const text = await response.text();
      return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
    untilStored: async (text) => {
      for (let tries = 0; tries < 200 && !(await storedIn(dataDir)).includes(text); tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      // The file is there a moment before the program goes by it.
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    restart: async (changed) => {
      await program.close();
      program = await open(changed);
      client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, "T1", slack.responseUrl);
    },
    close: async () => {
      await program.close();
      await slack.close();
      await connector.close();
    },
  };
}

/** Everything in the teams' files. */
export async function storedIn(dataDir: string): Promise<string> {
  const folder = join(dataDir, "teams");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8").catch(() => "")))).join("\n");
}

import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { createSlackDoor } from "../../../src/doors/slack/door.js";
import type { SlackDoor } from "../../../src/doors/slack/door.js";
import { slackWordKeys } from "../../../src/doors/slack/words.js";
import { createLog } from "../../../src/log.js";
import { createSealer } from "../../../src/secrets/sealer.js";
import { startServer } from "../../../src/server/http-server.js";
import type { InstallationStore } from "../../../src/core/ports/installation-store.js";
import { openFileInstallations } from "../../../src/stores/files/open-file-installations.js";
import { temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import type { Grant } from "../../standins/slack-oauth.js";
import { memoryClaims, memoryInbox, wordsOfDoor } from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";
import { Browser } from "./browser.js";
import { SlackClient, signingSecret } from "./slack-client.js";

/** Slack's grant of a workspace: its bot and token are named after it. */
export const grantOf = (team: string, more: Partial<Grant> = {}): Grant => ({
  team: { id: team, name: `Team ${team}` },
  botUser: `UBOT${team}`,
  botId: `BBOT${team}`,
  token: `xoxb-${team}`,
  ...more,
});

/** The door of many workspaces over HTTP, its installations on a real disk, on a clock that a test sets. */
export interface ManyWorkspaces {
  readonly slack: SlackStandin;
  readonly door: SlackDoor;
  readonly store: InstallationStore;
  readonly url: string;
  readonly folder: string;
  now: Date;
  logged(): string;
  clientOf(team: string): SlackClient;
  /** Installs through the pages, in a browser of its own. */
  install(grant: Grant): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

export async function openManyWorkspaces(advisor: StandinAdvisor): Promise<ManyWorkspaces> {
  const slack = await startSlack("T1");
  const folder = await temporaryFolder();
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = createLog("debug", sink);
  const sealer = createSealer({ current: randomBytes(32), old: undefined });
  const store = await openFileInstallations({ folder, sealer, log });
  const time = { now: new Date() };
  const door = createSlackDoor({
    inbox: memoryInbox(),
    settings: {
      botToken: undefined,
      oauth: { clientId: "client-id", clientSecret: "client-secret", stateSecret: "a-state-secret-of-a-test" },
      signingSecret,
      appToken: undefined,
      apiUrl: slack.url,
    },
    turn: { advisor, claims: memoryClaims(), log },
    clock: () => time.now,
    words: await wordsOfDoor("slack", slackWordKeys),
    drawPicture: () => Promise.resolve(new Uint8Array(1)),
    install: { store, scopes: ["commands", "chat:write"], publicUrl: "https://bot.example.com" },
  });
  await door.start();
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    routers: door.router ? [door.router] : [],
    isReady: () => Promise.resolve(true),
    log,
  });
  const url = `http://127.0.0.1:${String(server.port)}`;
  let codes = 0;
  return {
    slack,
    door,
    store,
    url,
    folder,
    get now() {
      return time.now;
    },
    set now(now: Date) {
      time.now = now;
    },
    logged: () => lines.join(""),
    clientOf: (team) => new SlackClient(url, team, slack.responseUrl),
    install: (grant) => {
      const code = `code-${String((codes += 1))}`;
      slack.oauth.grants.set(code, grant);
      return new Browser(url).install(code);
    },
    close: async () => {
      await door.stop();
      await server.close();
      await slack.close();
    },
  };
}

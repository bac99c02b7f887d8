import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { appId, startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { sdkUnderTest } from "./sdk.js";
import type { Json } from "./standin-door.js";

export interface From {
  readonly conversation?: Json;
  readonly tenant?: string;
  /** The sender's own, where it is another. */
  readonly home?: string;
  readonly team?: string;
  readonly user?: string;
}

/** The whole program over HTTP on a store of its own, with a stand-in Bot Connector behind it; closed until `open`. */
export interface TeamsProgram {
  readonly connector: ConnectorStandin;
  readonly dataDir: string;
  /** Opens it; once more: as after a restart, with the same store. */
  open(environment?: Record<string, string>): Promise<void>;
  /** Delivers an activity as Teams does. */
  post(more: Json, from?: From): Promise<Response>;
  /** The trail of the one team that is stored. */
  trail(): Promise<Json[]>;
  program(): Program;
  close(): Promise<void>;
}

export async function prepareTeamsProgram(): Promise<TeamsProgram> {
  const connector = await startConnector();
  const dataDir = await temporaryFolder();
  let program: Program | undefined;
  let made = 0;
  const opened = (): Program => {
    if (!program) throw new TypeError("the program is not open");
    return program;
  };
  return {
    connector,
    dataDir,
    program: opened,
    open: async (environment = {}) => {
      await program?.close();
      const settings = settingsOf({
        HOST: "127.0.0.1",
        PORT: "0",
        LOG_LEVEL: "silent",
        DATA_DIR: dataDir,
        MicrosoftAppId: appId,
        MicrosoftAppPassword: "secret",
        MicrosoftAppTenantId: "tenant-1",
        ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
        ToBotFromChannelTokenIssuer: "https://api.botframework.com",
        TEAMS_SDK: sdkUnderTest(),
        ...environment,
      });
      program = await openProgram(settings, { outboundToken: () => Promise.resolve("outbound") });
    },
    post: async (more, { conversation, tenant = "tenant-1", home = tenant, team, user = "29:ana" } = {}) =>
      fetch(`http://127.0.0.1:${String(opened().port)}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await connector.token()}` },
        body: JSON.stringify({
          id: `activity-${String((made += 1))}`,
          channelId: "msteams",
          serviceUrl: `${connector.url}/`,
          from: { id: user, name: user.slice(3), aadObjectId: `aad-${user}` },
          recipient: { id: "28:bot", name: "Advisor" },
          conversation: { id: "a:personal", conversationType: "personal", tenantId: tenant, ...conversation },
          channelData: { tenant: { id: home }, ...(team === undefined ? {} : { team: { id: team } }) },
          ...more,
        }),
      }),
    trail: async () => {
      const [file = "none"] = await readdir(join(dataDir, "teams"));
      return (JSON.parse(await readFile(join(dataDir, "teams", file), "utf8")) as { entries: Json[] }).entries;
    },
    close: async () => {
      await program?.close();
      await connector.close();
    },
  };
}

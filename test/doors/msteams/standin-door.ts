import { randomBytes } from "node:crypto";
import { openMsteamsDoor } from "../../../src/doors/msteams/routes.js";
import type { OpenMsteams } from "../../../src/doors/msteams/routes.js";
import type { Advisor } from "../../../src/core/advisor.js";
import type { DrawPicture } from "../../../src/doors/pictures.js";
import { fileHostsOf } from "../../../src/doors/msteams/file-hosts.js";
import { msteamsWordKeys } from "../../../src/doors/msteams/words.js";
import { FileShelf } from "../../../src/server/file-shelf.js";
import { startServer } from "../../../src/server/http-server.js";
import { appId, startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { memoryClaims, quietLog, wordsOfDoor } from "../door-parts.js";
import { activityFrom } from "./activity.js";
import type { From, Json } from "./activity.js";
import { sdkUnderTest } from "./sdk.js";

export const png = new TextEncoder().encode("\x89PNG picture");

/** The Teams door over HTTP, with a stand-in Bot Connector behind it and a stand-in advisor in it. */
export interface OpenTeams extends OpenMsteams {
  readonly connector: ConnectorStandin;
  readonly shelf: FileShelf;
  readonly url: string;
  /** Sets the clocks of the door and the shelf on. */
  pass(ms: number): void;
  post(more: Json, where?: Where): Promise<Response>;
  /** The attachments of the nth message that was sent. */
  attachments(index: number): Json[];
  close(): Promise<void>;
}

export interface Where extends Pick<From, "conversation" | "user"> {
  /** People named in the message. */
  readonly named?: readonly { readonly id: string; readonly name: string }[];
}

export const channel: Where = {
  conversation: { id: "19:c@thread.tacv2;messageid=1", conversationType: "channel", isGroup: true },
};

interface Options {
  readonly publicUrl?: string;
  readonly drawPicture?: DrawPicture;
  /** False: as in a national cloud. */
  readonly carriesFiles?: boolean;
  /** The token of our own calls. */
  readonly outboundToken?: () => Promise<string>;
  /** Also trusts the stand-in's own files. */
  readonly trustsStandin?: boolean;
}

export async function openTeamsDoor(advisor: Advisor, options: Options = {}): Promise<OpenTeams> {
  const { publicUrl, drawPicture = () => Promise.resolve(png), trustsStandin = true, carriesFiles = true } = options;
  const { outboundToken = () => Promise.resolve("outbound") } = options;
  const connector = await startConnector();
  let passedMs = 0;
  const shelf = new FileShelf({ key: randomBytes(32), clock: () => new Date(Date.now() + passedMs), publicUrl });
  const { createHost } =
    sdkUnderTest() === "agents"
      ? await import("../../../src/doors/msteams/agents/host.js")
      : await import("../../../src/doors/msteams/botbuilder/host.js");
  const door = openMsteamsDoor({
    advisor,
    claims: memoryClaims(),
    log: quietLog,
    words: await wordsOfDoor("msteams", msteamsWordKeys),
    clock: () => new Date(Date.now() + passedMs),
    shelf,
    drawPicture,
    isFileHost: (url) => fileHostsOf("public")(url) || (trustsStandin && url.origin === connector.url),
    carriesFiles,
    checksTokens: true,
    tenants: undefined,
    host: createHost({
      log: quietLog,
      outboundToken,
      settings: {
        checksTokens: true,
        sdk: sdkUnderTest(),
        tenants: undefined,
        botbuilder: {
          MicrosoftAppId: appId,
          MicrosoftAppPassword: "secret",
          MicrosoftAppTenantId: "tenant-1",
          ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
          ToBotFromChannelTokenIssuer: "https://api.botframework.com",
        },
      },
    }),
  });
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    routers: [shelf.router(), door.router],
    isReady: () => Promise.resolve(true),
    log: quietLog,
  });
  const url = `http://127.0.0.1:${String(server.port)}`;
  return {
    ...door,
    connector,
    shelf,
    url,
    pass: (ms) => {
      passedMs += ms;
    },
    post: async (more, where) =>
      fetch(`${url}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await connector.token()}` },
        body: JSON.stringify(activityFrom(connector, more, where)),
      }),
    attachments: (index) => (connector.sent()[index]?.["attachments"] ?? []) as Json[],
    close: async () => {
      await server.close();
      shelf.clear();
      await connector.close();
    },
  };
}

import type { Settings } from "../../../src/config/settings.js";
import { settingsOf } from "../../builders/world.js";
import { appId } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { sdkUnderTest } from "./sdk.js";

export type Json = Record<string, unknown>;

/** Who acts, and where; what is left out: Ana in her own chat with the bot. */
export interface From {
  readonly conversation?: Json;
  readonly tenant?: string;
  /** The sender's own, where it is another. */
  readonly home?: string;
  readonly team?: string;
  readonly user?: string;
}

let made = 0;

/** An activity as Teams delivers it, under an id of its own. */
export const activityFrom = (
  { url }: Pick<ConnectorStandin, "url">,
  more: Json,
  { conversation, tenant = "tenant-1", home = tenant, team, user = "29:ana" }: From = {},
): Json => ({
  id: `activity-${String((made += 1))}`,
  channelId: "msteams",
  serviceUrl: `${url}/`,
  from: { id: user, name: user.slice(3), aadObjectId: `aad-${user}` },
  recipient: { id: "28:bot", name: "Advisor" },
  conversation: { id: "a:personal", conversationType: "personal", tenantId: tenant, ...conversation },
  channelData: { tenant: { id: home }, ...(team === undefined ? {} : { team: { id: team } }) },
  ...more,
});

/** Settings of the whole program with the Teams door on the SDK under test, and the stand-in behind it. */
export const teamsSettings = (
  connector: ConnectorStandin,
  dataDir: string,
  environment: Record<string, string> = {},
): Settings =>
  settingsOf({
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

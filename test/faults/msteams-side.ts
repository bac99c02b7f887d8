import { appId, startConnector } from "../standins/bot-connector.js";
import type { ConnectorStandin } from "../standins/bot-connector.js";
import { startEntra } from "./entra.js";
import { openGate } from "./gate.js";
import type { Gate } from "./gate.js";
import { msteamsPlayer } from "./msteams-player.js";
import type { Player } from "./player.js";
import type { Habits } from "./slack-line.js";

/** Teams, the Bot Connector and Entra ID, each behind a gate. */
export interface MsteamsSide {
  readonly connector: ConnectorStandin;
  readonly gate: Gate;
  readonly login: Gate;
  readonly env: Readonly<Record<string, string>>;
  player(url: string, name: string): Player;
  close(): Promise<void>;
}

export const tenant = "tenant-1";

export async function startMsteamsSide(habits: Habits): Promise<MsteamsSide> {
  const connector = await startConnector();
  const entra = await startEntra();
  const gate = await openGate(connector.url);
  const login = await openGate(entra.url);
  return {
    connector,
    gate,
    login,
    env: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: "secret",
      MicrosoftAppTenantId: tenant,
      ToBotFromChannelOpenIdMetadataUrl: `${gate.url}/metadata`,
      ToBotFromChannelTokenIssuer: "https://api.botframework.com",
      // Who names one of these addresses to botbuilder must name them all.
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenant}`,
      ToChannelFromBotOAuthScope: "https://api.botframework.com",
      ENTRA_STANDIN: login.url,
    },
    player: (url, name) => msteamsPlayer({ connector, serviceUrl: `${gate.url}/`, url, tenant, name, habits }),
    close: async () => {
      for (const one of [gate, login, entra, connector]) await one.close();
    },
  };
}

import { AuthType } from "@microsoft/agents-hosting";
import type { AuthConfiguration } from "@microsoft/agents-hosting";
import type { MsteamsSettings } from "../../../config/settings.js";

const governmentLogin = "https://login.microsoftonline.us";
const publicScope = "https://api.botframework.com";
const governmentScope = "https://api.botframework.us";
/** Only there to be there: the SDK refuses to be made without an id in production, also where no tokens are checked. */
const noApp = "local";

/** The bot's credentials as this SDK takes them, from the settings that both SDKs share. */
export function configurationOf({ botbuilder, checksTokens, certificateFiles }: MsteamsSettings): AuthConfiguration {
  if (!checksTokens) return { clientId: noApp };
  const type = botbuilder["MicrosoftAppType"];
  const authority = botbuilder["ToChannelFromBotLoginUrl"] ?? (isGovernment(botbuilder) ? governmentLogin : undefined);
  const tenantId = type === "MultiTenant" ? undefined : botbuilder["MicrosoftAppTenantId"];
  const clientSecret = botbuilder["MicrosoftAppPassword"];
  return {
    clientId: botbuilder["MicrosoftAppId"] ?? "",
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(authority === undefined ? {} : { authorityEndpoint: authority }),
    ...(type === "UserAssignedMSI"
      ? { authType: AuthType.UserManagedIdentity }
      : certificateFiles
        ? { authType: AuthType.Certificate, certPemFile: certificateFiles.pem, certKeyFile: certificateFiles.key }
        : { authType: AuthType.ClientSecret, ...(clientSecret === undefined ? {} : { clientSecret }) }),
  };
}

/** What our calls to the Bot Connector ask a token for. The SDK adds `/.default` by itself. */
export const scopeOf = ({ botbuilder }: MsteamsSettings): string =>
  botbuilder["ToChannelFromBotOAuthScope"]?.replace(/\/\.default$/, "") ??
  (isGovernment(botbuilder) ? governmentScope : publicScope);

/** `ChannelService` is only set for Azure Government. */
export const isGovernment = (botbuilder: MsteamsSettings["botbuilder"]): boolean =>
  botbuilder["ChannelService"] !== undefined;

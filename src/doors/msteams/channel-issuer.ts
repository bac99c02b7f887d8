import type { MsteamsSettings } from "../../config/settings.js";

const publicIssuer = "https://api.botframework.com";
const governmentIssuer = "https://api.botframework.us";

/** Who signs the tokens of the channel, in the public and the US government cloud; others name theirs in a setting. */
export const channelIssuerOf = ({ botbuilder }: MsteamsSettings): string =>
  botbuilder["ToBotFromChannelTokenIssuer"] ??
  (botbuilder["ChannelService"] === undefined ? publicIssuer : governmentIssuer);

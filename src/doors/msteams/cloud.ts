import type { MsteamsSettings } from "../../config/settings.js";
import { channelIssuerOf } from "./channel-issuer.js";

/** Microsoft's clouds: worldwide (with GCC), US government (GCC High, DoD), China (operated by 21Vianet). */
export type Cloud = "public" | "us-government" | "china";

/** The cloud that the bot is registered in, told by who signs the channel's tokens there. */
export function cloudOf(settings: MsteamsSettings): Cloud {
  const [, ending] = /\.(us|cn)\/?$/.exec(channelIssuerOf(settings)) ?? [];
  return ending === "us" ? "us-government" : ending === "cn" ? "china" : "public";
}

/** In the other clouds bots and people cannot send one another files (Microsoft's page on files of bots). */
export const carriesFiles = (cloud: Cloud): boolean => cloud === "public";

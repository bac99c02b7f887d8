import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Settings } from "./config/settings.js";
import type { LiveContent } from "./content/live-content.js";
import { createAdvisor } from "./core/advisor.js";
import type { Advisor } from "./core/advisor.js";
import { coreWordKeys } from "./core/words.js";
import type { Destination } from "./core/delivery/delivery-entries.js";
import type { Ids } from "./core/ports/ids.js";
import { packageRoot } from "./package-root.js";
import { createRecentTopics } from "./stores/memory/recent-topics.js";
import type { OpenStore } from "./stores/files/open-file-store.js";

export const knowledgeFolder = (): string => join(packageRoot(), "knowledge");

/** The letters of reference numbers: none that is mistaken for another when read aloud or written down. */
const referenceAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const referencePart = (): string =>
  Array.from({ length: 4 }, () => referenceAlphabet[randomInt(referenceAlphabet.length)]).join("");

export const systemIds: Ids = {
  unique: () => randomUUID(),
  reference: () => `AI-${referencePart()}-${referencePart()}`,
};
export const systemClock = (): Date => new Date();

/** Where requests for a consultation go, after the settings. */
export const destinationsOf = ({ consult }: Pick<Settings, "consult">): readonly Destination[] => [
  ...(consult.slackChannel ? (["slack-channel"] as const) : []),
  ...(consult.webhook ? (["webhook"] as const) : []),
];

/** The advisor on live content and an open store: what changes in `knowledge/` is answered with from then on. Errors: `content-wrong`. */
export async function composeAdvisor(
  settings: Pick<Settings, "consult" | "supportEmail" | "privacyUrl" | "keepsUnanswered">,
  store: Pick<OpenStore, "teams" | "directory">,
  live: LiveContent,
): Promise<Advisor> {
  return createAdvisor({
    store: store.teams,
    directory: store.directory,
    clock: systemClock,
    ids: systemIds,
    words: await live.words("core", coreWordKeys),
    get aliases() {
      return live.content.aliases;
    },
    get knowledge() {
      return live.content.knowledge;
    },
    get questionnaire() {
      return live.content.questionnaire;
    },
    retrieve: live.retrieve,
    recentTopics: createRecentTopics(systemClock),
    keepsUnanswered: settings.keepsUnanswered,
    consult: {
      firm: settings.consult.firm,
      replyWithin: settings.consult.replyWithin,
      bookingUrl: settings.consult.bookingUrl,
      destinations: destinationsOf(settings),
    },
    contact: { supportEmail: settings.supportEmail, privacyUrl: settings.privacyUrl },
  });
}

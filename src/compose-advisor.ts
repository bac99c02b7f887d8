import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Settings } from "./config/settings.js";
import type { Content } from "./content/load-content.js";
import { loadContent, loadWords } from "./content/load-content.js";
import { createAdvisor } from "./core/advisor.js";
import type { Advisor } from "./core/advisor.js";
import { coreWordKeys } from "./core/words.js";
import type { Destination } from "./core/delivery/delivery-entries.js";
import type { Retriever } from "./core/knowledge/retrieve.js";
import { createRetriever } from "./core/knowledge/retrieve.js";
import type { Ids } from "./core/ports/ids.js";
import { packageRoot } from "./package-root.js";
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

export interface Composed {
  readonly advisor: Advisor;
  readonly content: Content;
  readonly retrieve: Retriever;
}

/** The advisor on real content and an open store. Errors: `content-wrong`. */
export async function composeAdvisor(
  settings: Settings,
  store: Pick<OpenStore, "teams" | "directory">,
): Promise<Composed> {
  const content = await loadContent(knowledgeFolder());
  const retrieve = createRetriever(content.knowledge);
  const advisor = createAdvisor({
    store: store.teams,
    directory: store.directory,
    clock: systemClock,
    ids: systemIds,
    words: await loadWords(knowledgeFolder(), "core", coreWordKeys),
    aliases: content.aliases,
    knowledge: content.knowledge,
    retrieve,
    questionnaire: content.questionnaire,
    consult: {
      firm: settings.consult.firm,
      replyWithin: settings.consult.replyWithin,
      bookingUrl: settings.consult.bookingUrl,
      destinations: destinationsOf(settings),
    },
    contact: { supportEmail: settings.supportEmail, privacyUrl: settings.privacyUrl },
  });
  return { advisor, content, retrieve };
}

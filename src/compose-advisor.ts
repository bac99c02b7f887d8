import type { Settings } from "./config/settings.js";
import type { LiveContent } from "./content/live-content.js";
import { createAdvisor } from "./core/advisor.js";
import type { Advisor } from "./core/advisor.js";
import type { AdvisorParts } from "./core/commands/turn-context.js";
import type { Messenger } from "./core/ports/messenger.js";
import { reportWordKeys } from "./core/report-words.js";
import { coreWordKeys } from "./core/words.js";
import { measuredRetriever } from "./metrics/measured.js";
import type { Metrics } from "./metrics/metrics.js";
import { createPrinter } from "./documents/printer.js";
import { createTableReader } from "./documents/read-table.js";
import { destinationsOf } from "./delivery/destinations-of.js";
import { pageUrl } from "./pages/addresses.js";
import { systemClock, systemIds } from "./system.js";
import { createRecentTopics } from "./stores/memory/recent-topics.js";
import type { OpenStore } from "./stores/open-store.js";

type AdvisorSettings = Pick<
  Settings,
  | "consult"
  | "supportEmail"
  | "privacyUrl"
  | "publicUrl"
  | "keepsUnanswered"
  | "slack"
  | "uninstallGraceDays"
  | "retentionMonths"
>;
interface OutsideParts {
  readonly messenger: Messenger;
  /** Counts what questions come to, where that is asked for. */
  readonly metrics?: Metrics | undefined;
}
/** Where no door is open, nobody can be written to. */
const noMessenger: Messenger = { tell: () => Promise.resolve("unreachable") };

/** The advisor on live content and an open store: what changes in `knowledge/` is answered with from then on. Errors: `content-wrong`. */
export async function composeAdvisor(
  settings: AdvisorSettings,
  store: Pick<OpenStore, "teams" | "directory" | "claims" | "audit">,
  live: LiveContent,
  outside: OutsideParts = { messenger: noMessenger },
): Promise<Advisor> {
  return createAdvisor(await advisorParts(settings, store, live, outside));
}

/** What the advisor is made of; also for what works beside it on the same parts (reminders, the command line). */
export async function advisorParts(
  settings: AdvisorSettings,
  store: Pick<OpenStore, "teams" | "directory" | "claims" | "audit">,
  live: LiveContent,
  { messenger, metrics }: OutsideParts = { messenger: noMessenger },
): Promise<AdvisorParts> {
  return {
    messenger,
    printer: createPrinter(),
    tableReader: createTableReader(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    store: store.teams,
    directory: store.directory,
    claims: store.claims,
    audit: store.audit,
    clock: systemClock,
    ids: systemIds,
    words: await live.words("core", coreWordKeys),
    reportWords: await live.words("report", reportWordKeys),
    get aliases() {
      return live.content.aliases;
    },
    get knowledge() {
      return live.content.knowledge;
    },
    get questionnaire() {
      return live.content.questionnaire;
    },
    get sources() {
      return live.content.sources;
    },
    get templates() {
      return live.content.templates;
    },
    retrieve: metrics ? measuredRetriever(live.retrieve, metrics) : live.retrieve,
    matchCustomerQuestion: live.matchCustomerQuestion,
    recentTopics: createRecentTopics(systemClock),
    keepsUnanswered: settings.keepsUnanswered,
    // Only with many workspaces does Slack tell us of a removal.
    uninstallGraceDays: new Map([
      ...(settings.slack?.oauth ? ([["slack", settings.uninstallGraceDays]] as const) : []),
      ["msteams", settings.uninstallGraceDays],
    ]),
    retentionMonths: settings.retentionMonths,
    consult: {
      firm: settings.consult.firm,
      replyWithin: settings.consult.replyWithin,
      bookingUrl: settings.consult.bookingUrl,
      destinations: destinationsOf(settings),
    },
    contact: {
      supportEmail: settings.supportEmail,
      supportUrl: pageUrl(settings.publicUrl, "support"),
      privacyUrl: settings.privacyUrl ?? pageUrl(settings.publicUrl, "privacy"),
    },
  };
}

import type { Settings } from "../config/settings.js";
import { describeStored } from "../core/commands/privacy.js";
import type { Keeping } from "../core/commands/privacy.js";
import type { Phrases } from "../core/conversation/phrases.js";
import type { CoreWordKey } from "../core/words.js";
import { destinationsOf } from "../delivery/destinations-of.js";
import { pageNames, pageUrl } from "./addresses.js";
import type { PageName } from "./addresses.js";
import type { Page } from "./draw-page.js";
import type { PageWordKey } from "./words.js";

export interface PageParts {
  readonly settings: Settings;
  readonly keeping: Keeping;
  readonly words: Phrases<PageWordKey>;
  /** What is stored is said in the advisor's own words. */
  readonly coreWords: Phrases<CoreWordKey>;
}

/** A page as the settings make it now. `isReady`: whether the store can be read. */
export function describePage(name: PageName, parts: PageParts, isReady: boolean): Page {
  const { words } = parts;
  return {
    title: words.plain(`${name}.title`),
    markdown: sectionsOf[name](parts, isReady).join("\n\n"),
    footer: [
      ...pageNames
        .filter((other) => other !== name)
        .map((other) => ({ label: words.plain(`link.${other}`), url: other })),
      { label: words.plain("link.card"), url: "ai-card" },
    ],
  };
}

const sectionsOf: Readonly<Record<PageName, (parts: PageParts, isReady: boolean) => readonly string[]>> = {
  privacy: privacySections,
  support: ({ settings, words }, isReady) => [
    words.say("support.state", { state: isReady ? "ready" : "failing" }),
    words.say("support.contact", { email: emailOf(settings) }),
    words.say("support.include"),
    words.say("support.commands"),
    words.say("support.mends"),
    words.say("support.consult", { firm: firmOf(settings), within: settings.consult.replyWithin ?? "none" }),
  ],
  terms: ({ settings, words }) => [
    words.say("terms.text"),
    words.say("terms.consult", { firm: firmOf(settings) }),
    words.say("terms.contact", { email: emailOf(settings) }),
  ],
};

function privacySections({ settings, keeping, words, coreWords }: PageParts): readonly string[] {
  const { slack, msteams, privacyUrl, publicUrl } = settings;
  const destinations = destinationsOf(settings);
  const doors = [...(slack ? ["Slack"] : []), ...(msteams ? ["Microsoft Teams"] : [])];
  const hasPolicyElsewhere = privacyUrl !== undefined && privacyUrl !== pageUrl(publicUrl, "privacy");
  return [
    words.say("privacy.about"),
    ...(hasPolicyElsewhere ? [words.say("privacy.policy", { url: privacyUrl })] : []),
    words.say("privacy.stored"),
    describeStored(coreWords, keeping),
    words.say("privacy.used"),
    ...(slack ? [words.say("privacy.slack", { tokens: slack.oauth ? "sealed" : "none" })] : []),
    ...(msteams ? [words.say("privacy.msteams")] : []),
    words.say("privacy.handed-on", {
      firm: firmOf(settings),
      destinations: destinations.length,
      by: destinations.map((destination) => words.plain(`destination.${destination}`)).join(", "),
    }),
    words.say("privacy.others", { doors: doors.join(", ") || "none" }),
    words.say("privacy.rights"),
    words.say("privacy.contact", { email: emailOf(settings) }),
  ];
}

/** "none" is what the words choose by. */
const emailOf = ({ supportEmail }: Settings): string => supportEmail ?? "none";
const firmOf = ({ consult }: Settings): string => consult.firm ?? "none";

import type { Settings } from "./config/settings.js";
import type { Content } from "./content/load-content.js";
import type { Phrases } from "./core/conversation/phrases.js";
import { isOverdue } from "./core/knowledge/entry.js";
import { keptDays } from "./core/feedback/kept-questions.js";
import { escapeHtml } from "./pages/escape-html.js";
import { pageStyle } from "./pages/page-style.js";

/** The advisor's own AI-system card, as data: what it is, what flows where, who oversees it. Plain text throughout. */
export interface AiCard {
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly facts: readonly { readonly label: string; readonly text: string }[];
  }[];
}

export const cardWordKeys = [
  "title",
  "what.heading",
  "what.is.label",
  "what.is",
  "what.model.label",
  "what.model",
  "what.for.label",
  "what.for",
  "what.not-for.label",
  "what.not-for",
  "what.version.label",
  "what.version",
  "how.heading",
  "how.answers.label",
  "how.answers",
  "how.learned.label",
  "how.learned",
  "how.checked.label",
  "how.checked",
  "how.limits.label",
  "how.limits",
  "data.heading",
  "data.doors.label",
  "data.doors",
  "data.doors-playground",
  "data.doors-none",
  "data.kept.label",
  "data.kept",
  "data.unanswered.label",
  "data.unanswered",
  "data.handed-on.label",
  "data.handed-on",
  "data.others.label",
  "data.others",
  "people.heading",
  "people.affected.label",
  "people.affected",
  "people.oversight.label",
  "people.oversight",
  "people.contact.label",
  "people.contact",
  "people.tell.label",
  "people.tell",
] as const;
export type CardWordKey = (typeof cardWordKeys)[number];

export interface CardParts {
  readonly settings: Settings;
  readonly content: Content;
  readonly words: Phrases<CardWordKey>;
  /** The program's version, from its package. */
  readonly version: string;
  /** Today, YYYY-MM-DD. */
  readonly today: string;
}

/** Describes the advisor as it is configured now. */
export function describeAdvisor({ settings, content, words, version, today }: CardParts): AiCard {
  const { entries, outOfScope } = content.knowledge;
  const answers = [...entries.values()];
  const reviewed = answers.map((entry) => entry.reviewed).sort();
  const doors = openDoors(settings);
  const destinations = destinationNames(settings);
  const { supportEmail, consult, privacyUrl } = settings;
  type Section = AiCard["sections"][number];
  const fact = (label: CardWordKey, text: string): Section["facts"][number] => ({ label: words.plain(label), text });
  return {
    title: words.plain("title"),
    sections: [
      {
        heading: words.plain("what.heading"),
        facts: [
          fact("what.is.label", words.plain("what.is")),
          fact("what.model.label", words.plain("what.model")),
          fact("what.for.label", words.plain("what.for")),
          fact("what.not-for.label", words.plain("what.not-for")),
          fact("what.version.label", words.plain("what.version", { version, today })),
        ],
      },
      {
        heading: words.plain("how.heading"),
        facts: [
          fact("how.answers.label", words.plain("how.answers")),
          fact(
            "how.learned.label",
            words.plain("how.learned", {
              topics: answers.length,
              phrasings: answers.reduce((sum, { asks }) => sum + asks.length, 0),
              outside: outOfScope.kinds.reduce((sum, { lines }) => sum + lines.length, 0),
            }),
          ),
          fact(
            "how.checked.label",
            words.plain("how.checked", {
              answers: answers.length,
              oldest: reviewed[0] ?? today,
              newest: reviewed.at(-1) ?? today,
              overdue: answers.filter((entry) => isOverdue(entry, today)).length,
            }),
          ),
          fact("how.limits.label", words.plain("how.limits")),
        ],
      },
      {
        heading: words.plain("data.heading"),
        facts: [
          fact(
            "data.doors.label",
            [
              ...(doors.length > 0 ? [words.plain("data.doors", { doors: doors.join(", ") })] : []),
              ...(settings.playground ? [words.plain("data.doors-playground")] : []),
              ...(doors.length === 0 && !settings.playground ? [words.plain("data.doors-none")] : []),
            ].join(" "),
          ),
          fact("data.kept.label", words.plain("data.kept")),
          fact(
            "data.unanswered.label",
            words.plain("data.unanswered", { kept: settings.keepsUnanswered ? "on" : "off", days: keptDays }),
          ),
          fact(
            "data.handed-on.label",
            words.plain("data.handed-on", { count: destinations.length, destinations: destinations.join(", ") }),
          ),
          fact("data.others.label", words.plain("data.others")),
        ],
      },
      {
        heading: words.plain("people.heading"),
        facts: [
          fact("people.affected.label", words.plain("people.affected")),
          fact("people.oversight.label", words.plain("people.oversight", { firm: consult.firm ?? "none" })),
          fact(
            "people.contact.label",
            words.plain("people.contact", { email: supportEmail ?? "none", privacy: privacyUrl ?? "none" }),
          ),
          fact("people.tell.label", words.plain("people.tell")),
        ],
      },
    ],
  };
}

const openDoors = ({ slack, msteams }: Settings): readonly string[] => [
  ...(slack ? ["Slack"] : []),
  ...(msteams ? ["Microsoft Teams"] : []),
];

/** Where requests go, without addresses: a webhook's may hold a secret. */
const destinationNames = ({ consult }: Settings): readonly string[] => [
  ...(consult.slackChannel ? ["a Slack channel"] : []),
  ...(consult.msteamsChannel ? ["a Microsoft Teams channel"] : []),
  ...(consult.webhook ? [`a signed webhook at ${new URL(consult.webhook.url).hostname}`] : []),
  ...(consult.email ? ["e-mail"] : []),
];

export function cardAsMarkdown({ title, sections }: AiCard): string {
  const parts = sections.map(
    ({ heading, facts }) => `## ${heading}\n\n${facts.map(({ label, text }) => `- **${label}:** ${text}`).join("\n")}`,
  );
  return `# ${title}\n\n${parts.join("\n\n")}\n`;
}

/** The page runs and loads nothing; its policy goes along with it. */
export const cardStyle = pageStyle(
  ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600;margin-top:.75rem}dd{margin:0}",
);

export function cardAsHtml({ title, sections }: AiCard): string {
  const parts = sections.map(
    ({ heading, facts }) =>
      `<section><h2>${escapeHtml(heading)}</h2><dl>${facts
        .map(({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`)
        .join("")}</dl></section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${cardStyle.css}</style>
</head><body><main><h1>${escapeHtml(title)}</h1>${parts.join("")}</main></body></html>
`;
}

import { keptDays } from "../feedback/kept-questions.js";
import { formerMember } from "../former-member.js";
import type { Phrases } from "../conversation/phrases.js";
import { consultations } from "../consultation/consultations.js";
import type { Block, Reply } from "../conversation/reply.js";
import type { TrailEntry } from "../team/trail.js";
import type { CoreWordKey } from "../words.js";
import { changeTeam, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** What the settings say about how long things are kept. */
export interface Keeping {
  readonly keepsUnanswered: boolean;
  /** How many days a team's data outlives the app's removal; undefined where no removal deletes it. */
  readonly uninstallGraceDays: number | undefined;
  /** How many months a team without activity is kept; undefined: until somebody deletes it. */
  readonly retentionMonths: number | undefined;
}

/** What is stored, where and for how long, as Markdown: the same sentences in chat and on the privacy page. */
export const describeStored = (
  words: Phrases<CoreWordKey>,
  { keepsUnanswered, uninstallGraceDays, retentionMonths }: Keeping,
): string =>
  words.say("privacy.text", {
    unanswered: keepsUnanswered ? "on" : "off",
    days: keptDays,
    removal: uninstallGraceDays === undefined ? "keeps" : "deletes",
    grace: uninstallGraceDays ?? 0,
    months: retentionMonths ?? 0,
  });

/** What is stored, where and for how long. */
export function showPrivacy(context: TurnContext): Reply {
  const { words, contact, keepsUnanswered, retentionMonths } = context.parts;
  const uninstallGraceDays = context.parts.uninstallGraceDays.get(context.request.workspace.platform);
  const links: readonly Block[] = contact.privacyUrl
    ? [{ kind: "links", links: [{ label: words.plain("privacy.link"), url: contact.privacyUrl }] }]
    : [];
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("privacy.title") },
      { kind: "markdown", markdown: describeStored(words, { keepsUnanswered, uninstallGraceDays, retentionMonths }) },
      ...(contact.supportEmail
        ? [{ kind: "note", markdown: words.say("privacy.contact", { email: contact.supportEmail }) } as const]
        : []),
      ...links,
    ],
    { replaces: false },
  );
}

/** Everything stored about the asker, as a file of their own; nothing of anybody else. */
export async function exportPerson(context: TurnContext): Promise<Reply> {
  const { words } = context.parts;
  const me = context.request.person.id;
  const { entries } = context.trail;
  const requests = new Set(consultations(entries).flatMap(({ id, by }) => (by === me ? [id] : [])));
  const isAbout = (entry: TrailEntry): boolean =>
    ("person" in entry && entry.person === me) ||
    (entry.kind === "detail-recorded" && entry.ownerPerson === me) ||
    ("consultation" in entry && requests.has(entry.consultation));
  const mine = me === formerMember ? [] : entries.filter((entry) => entry.by === me || isAbout(entry));
  if (mine.length === 0)
    return replyWith(context, [{ kind: "markdown", markdown: words.say("export-me.nothing") }], { replaces: false });
  await changeTeam(context, () => ({
    entries: [{ kind: "exported", ...stamp(context), what: "own-data", format: "json" }],
    result: undefined,
  }));
  const text = `${JSON.stringify({ person: me, exportedAt: context.at, entries: mine }, undefined, 2)}\n`;
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: words.say("export-me.done", { count: mine.length }) },
      {
        kind: "file",
        name: "iso42001-my-data.json",
        mediaType: "application/json",
        bytes: new TextEncoder().encode(text),
      },
    ],
    { replaces: false },
  );
}

import { keptDays } from "../feedback/kept-questions.js";
import { formerMember } from "../former-member.js";
import type { Block, Reply } from "../conversation/reply.js";
import { replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** What is stored, where and for how long. */
export function showPrivacy(context: TurnContext): Reply {
  const { words, contact } = context.parts;
  const links: readonly Block[] = contact.privacyUrl
    ? [{ kind: "links", links: [{ label: words.plain("privacy.link"), url: contact.privacyUrl }] }]
    : [];
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("privacy.title") },
      {
        kind: "markdown",
        markdown: words.say("privacy.text", {
          unanswered: context.parts.keepsUnanswered ? "on" : "off",
          days: keptDays,
        }),
      },
      ...(contact.supportEmail
        ? [{ kind: "note", markdown: words.say("privacy.contact", { email: contact.supportEmail }) } as const]
        : []),
      ...links,
    ],
    { replaces: false },
  );
}

/** Everything stored about the asker, as a file of their own; nothing of anybody else. */
export function exportPerson(context: TurnContext): Reply {
  const { words } = context.parts;
  const me = context.request.person.id;
  const mine = context.trail.entries.filter(
    (entry) => entry.by === me || ("person" in entry && entry.person === me && me !== formerMember),
  );
  if (mine.length === 0)
    return replyWith(context, [{ kind: "markdown", markdown: words.say("export-me.nothing") }], { replaces: false });
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

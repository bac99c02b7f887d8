import { isOfAssessment } from "../../core/conversation/again.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import { executeAction } from "../adaptive-card/buttons.js";
import { frameCard } from "../adaptive-card/frame.js";
import { literalText } from "../adaptive-card/rich-text.js";
import type { OutgoingMessage } from "./conversation.js";
import type { Reader } from "./replies.js";
import { viewData, viewVerb } from "./view-data.js";
import type { ViewRef } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

/** The team's assessment is one card for all; everything else that is private is for the one who asked. */
export const viewOf = (reply: Reply, { person }: Reader): ViewRef => ({
  id: reply.nonce,
  for: isOfAssessment(reply.again) ? undefined : person,
  page: 1,
});

interface PrivateCard {
  readonly view: ViewRef;
  readonly reply: Pick<Reply, "again" | "nonce">;
  /** The name of the one who asked, where it is known. */
  readonly name?: string | undefined;
  /** For whom Teams opens it by itself. */
  readonly users: readonly string[];
}

/**
 * The card that a group sees in place of a private reply. Teams has no message that one person sees alone, but it asks
 * the bot for a card of their own for each person named in `refresh`, and for whoever presses the button.
 */
export function drawPrivateCard(
  words: Phrases<MsteamsWord>,
  { view, reply: { again, nonce }, name, users }: PrivateCard,
): OutgoingMessage & { kind: "card" } {
  const isShared = view.for === undefined;
  const data = viewData(view, again && { action: isShared ? { do: "assess" } : again, nonce });
  const text = isShared
    ? words.plain("private.assessment")
    : name === undefined
      ? words.plain("private.ready-unnamed")
      : words.plain("private.ready", { name });
  const title = words.plain(isShared ? "private.take-part" : "private.open");
  const open = executeAction({ verb: viewVerb, title, data, style: "primary" });
  const refresh = { action: { type: "Action.Execute", verb: viewVerb, title, data }, userIds: users };
  const card = frameCard([...literalText(text), { type: "ActionSet", actions: [open] }], text, { refresh });
  return { kind: "card", card, preview: text };
}

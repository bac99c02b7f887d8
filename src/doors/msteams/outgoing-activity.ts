import type { Attachment, Card, OutgoingMessage } from "./conversation.js";

/** A message as the Bot Connector takes it. */
export interface OutgoingActivity {
  readonly type: "message";
  readonly summary?: string;
  readonly text?: string;
  readonly textFormat?: "markdown";
  readonly attachments?: Attached[];
  readonly entities?: { type: string; mentioned: { id: string; name: string }; text: string }[];
}
type Attached = Omit<Attachment, "name"> & { readonly name?: string };

/** An Adaptive Card as an attachment. */
export const attachCard = (card: Card): { contentType: string; content: Card } => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: card,
});

/** Draws one message of ours as an activity, the same for every SDK. */
export function toOutgoingActivity(message: OutgoingMessage): OutgoingActivity {
  if (message.kind === "card")
    return {
      type: "message",
      summary: message.preview,
      attachments: [attachCard(message.card), ...(message.beside ?? [])],
    };
  if (message.kind === "attachments")
    return { type: "message", summary: message.preview, attachments: [...message.attachments] };
  const { text, mention } = message;
  return {
    type: "message",
    text,
    textFormat: "markdown",
    ...(mention === undefined
      ? {}
      : { entities: [{ type: "mention", mentioned: mention, text: `<at>${mention.name}</at>` }] }),
  };
}

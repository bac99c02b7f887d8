import type { SlackCall } from "../../standins/slack-api.js";
import type { Message } from "../../standins/slack-world/messages.js";
import type { View } from "../../standins/slack-world/views.js";
import { isSeen } from "../../standins/slack-world/workspace.js";
import type { SlackWorkspace } from "../../standins/slack-world/workspace.js";

type Json = Record<string, unknown>;

interface Seen {
  /** What it was last written by. */
  readonly call: SlackCall;
  readonly at: number;
}
/** Something on a person's screen: a message, a dialog, the Home tab. */
export type Shown =
  | (Seen & {
      readonly kind: "message";
      readonly message: Message;
      readonly channel: string;
      readonly thread: string | undefined;
      /** Only this person sees it. */
      readonly isAlone: boolean;
    })
  | (Seen & { readonly kind: "dialog" | "home"; readonly view: View });

/** What stands on a person's screen, as they see it now; what changed last comes last. */
export function screenOf(workspace: SlackWorkspace, user: string): readonly Shown[] {
  const messages = workspace.messages
    .all()
    .filter((message) => isSeen(workspace, message, user))
    .map((message): Shown => {
      const { call, at, channel, thread, onlyFor } = message;
      return { kind: "message", message, call, at, channel, thread, isAlone: onlyFor !== undefined };
    });
  const views = workspace.views
    .all()
    .filter((view) => view.user === user)
    .map((view): Shown => ({ kind: view.kind, view, call: view.call, at: view.at }));
  return [...messages, ...views].sort((one, other) => one.at - other.at);
}

export const blocksOf = ({ call }: Pick<Shown, "call">): readonly Json[] =>
  ((call.body["view"] as { blocks?: unknown } | undefined)?.blocks ?? call.body["blocks"] ?? []) as readonly Json[];

/** All words of it, as somebody reads them. */
export const wordsOf = (shown: Pick<Shown, "call">): string =>
  JSON.stringify([shown.call.body["text"] ?? "", blocksOf(shown)]);

interface Option {
  readonly value: string;
  readonly text: { readonly text: string };
}
export interface Element {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly action_id: string;
  readonly options?: readonly Option[];
  readonly initial_options?: readonly Option[];
  readonly initial_option?: Option;
  readonly initial_date?: string;
  readonly initial_value?: string;
}
export const buttonsOf = (shown: Shown): readonly Element[] =>
  blocksOf(shown).flatMap((block) => (block["type"] === "actions" ? (block["elements"] as readonly Element[]) : []));

export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly element: Element;
}
export const fieldsOf = (shown: Shown): readonly FormField[] =>
  blocksOf(shown).flatMap((block) =>
    block["type"] === "input"
      ? [
          {
            id: String(block["block_id"]),
            label: (block["label"] as { text: string }).text,
            element: block["element"] as Element,
          },
        ]
      : [],
  );

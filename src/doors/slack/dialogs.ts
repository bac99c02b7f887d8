import { randomUUID } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Log } from "../../log.js";
import { isInlineForm } from "./blocks.js";
import { loadingAfterMs } from "./limits.js";
import { drawModal, formOf, waitingModal } from "./modal.js";
import type { SlackReplies } from "./replies.js";
import { slackCode } from "./slack-code.js";
import type { SlackWordKey } from "./words.js";

interface DialogParts {
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly log: Log;
}

/** Opens a reply with a form to type in as a dialog; false when it has none, or when Slack no longer lets us. */
export async function openDialog(reply: Reply, trigger: string, parts: DialogParts): Promise<boolean> {
  const form = formOf(reply);
  return form !== undefined && !isInlineForm(form) && openModal(reply, trigger, parts);
}

/** Opens any reply as a dialog; false when Slack does not let us. */
export function openModal(reply: Reply, trigger: string, parts: DialogParts): Promise<boolean> {
  return parts.client.views.open({ trigger_id: trigger, view: drawModal(reply, parts.words) }).then(
    () => true,
    (error: unknown) => {
      parts.log.warn("slack.no-dialog", { slack: slackCode(error) });
      // Used up by this very call, whose answer was lost on the way: the dialog is open.
      return slackCode(error) === "exchanged_trigger_id";
    },
  );
}

/** How Slack knows an open dialog. */
export type OpenDialog = { readonly view_id: string } | { readonly external_id: string };

/** A waiting dialog when the reply is slow. */
export async function openWaitingDialog(
  replying: Promise<unknown>,
  trigger: string | undefined,
  { client, words }: DialogParts,
): Promise<OpenDialog | undefined> {
  if (trigger === undefined || (await Promise.race([replying, after(loadingAfterMs)])) !== "late") return undefined;
  const external = randomUUID();
  return client.views
    .open({ trigger_id: trigger, view: { ...waitingModal(words.plain("loading"), words), external_id: external } })
    .then(
      ({ view }) => (view?.id === undefined ? { external_id: external } : { view_id: view.id }),
      // Open, though the answer that said so was lost on the way: our own name for it still finds it.
      (error: unknown) => (slackCode(error) === "exchanged_trigger_id" ? { external_id: external } : undefined),
    );
}

/** Into the dialog that waits for it; when that was closed or cannot be reached, into the direct messages. */
export async function fillDialog(
  dialog: OpenDialog,
  reply: Reply,
  { user, replies, ...parts }: DialogParts & { readonly user: string; readonly replies: SlackReplies },
): Promise<void> {
  try {
    await parts.client.views.update({ ...dialog, view: drawModal(reply, parts.words) });
  } catch (error) {
    parts.log.warn("slack.no-dialog", { slack: slackCode(error) });
    return replies.sendPersonally(reply, user);
  }
  await replies.sendFiles(reply, user);
}

export const after = (ms: number): Promise<"late"> =>
  new Promise((resolve) =>
    setTimeout(() => {
      resolve("late");
    }, ms).unref(),
  );

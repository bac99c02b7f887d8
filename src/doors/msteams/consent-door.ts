import type { Phrases } from "../../core/conversation/phrases.js";
import type { Person } from "../../core/conversation/request.js";
import type { Claims } from "../../core/ports/claims.js";
import type { Log } from "../../log.js";
import type { Shelf } from "../shelf.js";
import type { ConsentActivity } from "./activities.js";
import { attempt } from "./conversation.js";
import type { Conversation, OutgoingMessage } from "./conversation.js";
import { savedFile, uploadFile } from "./file-consent.js";
import type { IsFileHost } from "./file-hosts.js";
import { insteadOfFile } from "./file-link.js";
import { deliveriesOf } from "./origin.js";
import type { MsteamsWord } from "./words.js";

export interface ConsentParts {
  readonly words: Phrases<MsteamsWord>;
  readonly claims: Claims;
  readonly log: Log;
  readonly shelf: Shelf;
  readonly isFileHost: IsFileHost;
}

const repeatedWithinMs = 60 * 60 * 1000;

/** What follows the answer to an offered file. Never rejects for what Teams refuses. */
export async function followConsent(
  activity: ConsentActivity,
  person: Person,
  conversation: Conversation,
  parts: ConsentParts,
): Promise<void> {
  for (const delivery of deliveriesOf(activity))
    if (!(await parts.claims.claim(`${delivery}:consent`, repeatedWithinMs))) return;
  const message = await answerConsent(activity, person, parts);
  const { ok } = await attempt(parts.log, "send", () => conversation.send(message));
  if (ok) return;
  const text = parts.words.say("answer.lost");
  await attempt(parts.log, "send", () => conversation.send({ kind: "text", text }));
}

async function answerConsent(
  { value: { action, context, uploadInfo } }: ConsentActivity,
  person: Person,
  { words, log, shelf, isFileHost }: ConsentParts,
): Promise<OutgoingMessage> {
  const line = (text: string): OutgoingMessage => ({ kind: "text", text });
  const offered = shelf.find(context.file);
  // Whoever it is, they learn nothing of a file that was not offered to them.
  if (offered && offered.owner !== person.id) {
    log.warn("msteams.file-refused", { reason: "other-person" });
    return line(words.say("file.not-yours"));
  }
  const file = shelf.take(context.file);
  if (action === "decline") return line(words.say("file.declined"));
  if (!file) return line(words.say("file.gone"));
  if (uploadInfo && (await uploadFile(file, uploadInfo, isFileHost)))
    return { kind: "attachments", attachments: [savedFile(uploadInfo)], preview: file.name };
  log.warn("msteams.file-refused", { reason: "upload" });
  return insteadOfFile(file.name, shelf.link(shelf.put(file).id), words);
}

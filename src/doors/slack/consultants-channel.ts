import { createHash } from "node:crypto";
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Message } from "../../core/delivery/delivery-entries.js";
import { DeliveryRefused } from "../../delivery/destination.js";
import type { DestinationPort } from "../../delivery/destination.js";
import { plainText, toMessages } from "./blocks.js";
import { textInHeader, textInSection } from "./limits.js";
import { escapeMrkdwn } from "./mrkdwn.js";
import { slackCode } from "./slack-code.js";
import { splitText } from "../split-text.js";
import type { SlackWordKey } from "./words.js";

/**
 * Posts to the consultants' channel. Each message carries its id as metadata and as Slack's `client_msg_id`, so that a
 * repeat after a cut connection can be dropped.
 */
export function createConsultantsChannel(
  client: Pick<WebClient, "apiCall">,
  channel: string,
  words: Phrases<SlackWordKey>,
): DestinationPort {
  return {
    kind: "slack-channel",
    deliver: async (message) => {
      let first: string | undefined;
      try {
        // A long request goes on in the thread of its first message; each part keeps its own id when all is repeated.
        for (const [part, blocks] of toMessages(drawMessage(message, words)).entries()) {
          const posted = await client.apiCall("chat.postMessage", {
            channel,
            text: escapeMrkdwn(titleOf(message, words)),
            blocks: [...blocks],
            client_msg_id: part === 0 ? message.id : partId(message.id, part),
            ...(first === undefined ? {} : { thread_ts: first }),
            metadata: {
              event_type: message.type.replace(".", "_"),
              event_payload: { id: message.id, reference: message.reference, ...(part === 0 ? {} : { part }) },
            },
            unfurl_links: false,
            unfurl_media: false,
          });
          first ??= z.looseObject({ ts: z.string().optional() }).parse(posted).ts;
        }
      } catch (error) {
        const code = slackCode(error) ?? "nothing";
        throw new DeliveryRefused(`Slack said ${code}`, /^(?:msg_|invalid_blocks|invalid_arguments)/.test(code));
      }
    },
  };
}

/** The same for the same part of the same message; shaped as Slack's own ids are. */
function partId(message: string, part: number): string {
  const hash = createHash("sha256")
    .update(`${message}:${String(part)}`)
    .digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

const titleOf = (message: Message, words: Phrases<SlackWordKey>): string =>
  message.type === "consultation.requested"
    ? words.plain("destination.title", { reference: message.reference })
    : words.plain("destination.changed", {
        reference: message.reference,
        state: message.type.replace("consultation.", ""),
      });

function drawMessage(message: Message, words: Phrases<SlackWordKey>): readonly KnownBlock[] {
  const { details } = message;
  const literal = (text: string): readonly KnownBlock[] =>
    splitText(text, textInSection).map((part) => ({ type: "section", text: plainText(part, textInSection) }));
  const head: KnownBlock = { type: "header", text: plainText(titleOf(message, words), textInHeader) };
  if (!details) return [head];
  return [
    head,
    ...literal(details.topic),
    ...literal(details.situation),
    ...literal(
      [`${details.name} <${details.email}>`, `${details.times} ${details.timeZone}`.trim(), details.platform]
        .filter((line) => line !== "")
        .join("\n"),
    ),
    ...(details.summary === undefined ? [] : literal(`${words.plain("destination.summary")}\n${details.summary}`)),
  ];
}

import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Message } from "../../core/delivery/delivery-entries.js";
import { DeliveryRefused } from "../../delivery/destination.js";
import type { DestinationPort } from "../../delivery/destination.js";
import { plainText, toMessages } from "./blocks.js";
import { textInHeader, textInSection } from "./limits.js";
import { slackCode } from "./slack-code.js";
import { shorten } from "../split-text.js";
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
      const [blocks = []] = toMessages(drawMessage(message, words));
      await client
        .apiCall("chat.postMessage", {
          channel,
          text: titleOf(message, words),
          blocks: [...blocks],
          client_msg_id: message.id,
          metadata: {
            event_type: message.type.replace(".", "_"),
            event_payload: { id: message.id, reference: message.reference },
          },
          unfurl_links: false,
          unfurl_media: false,
        })
        .catch((error: unknown) => {
          throw new DeliveryRefused(`Slack said ${slackCode(error) ?? "nothing"}`);
        });
    },
  };
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
  const literal = (text: string): KnownBlock => ({
    type: "section",
    text: { type: "plain_text", text: shorten(text, textInSection), emoji: false },
  });
  const head: KnownBlock = { type: "header", text: plainText(titleOf(message, words), textInHeader) };
  if (!details) return [head];
  return [
    head,
    literal(details.topic),
    literal(details.situation),
    literal(
      [`${details.name} <${details.email}>`, `${details.times} ${details.timeZone}`.trim(), details.platform]
        .filter((line) => line !== "")
        .join("\n"),
    ),
    ...(details.summary === undefined ? [] : [literal(`${words.plain("destination.summary")}\n${details.summary}`)]),
  ];
}

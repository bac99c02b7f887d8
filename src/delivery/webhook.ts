import { Webhook } from "standardwebhooks";
import { readTimes } from "../core/consultation/proposed-times.js";
import type { FileBlock } from "../core/conversation/reply.js";
import type { Message } from "../core/delivery/delivery-entries.js";
import type { Clock } from "../core/ports/clock.js";
import { codeOf } from "../error-code.js";
import { DeliveryRefused } from "./destination.js";
import type { DestinationPort } from "./destination.js";
import type { ReportFiles } from "./report-file.js";

interface WebhookParts {
  /** https, or this machine. */
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Without it a report is named only. */
  readonly reportFile?: ReportFiles;
}

const answerWithinMs = 15_000;

/** A signed webhook by the Standard Webhooks scheme; `webhook-id` is the message's id on every try. A redirect is a failed try. */
export function createWebhook(parts: WebhookParts): DestinationPort {
  const signer = new Webhook(parts.secret);
  return {
    kind: "webhook",
    deliver: async (message, team) => {
      const body = JSON.stringify(bodyOf(message, await parts.reportFile?.(message, team)));
      const now = parts.clock();
      const response = await parts
        .fetch(parts.url, {
          method: "POST",
          redirect: "manual",
          signal: AbortSignal.timeout(answerWithinMs),
          headers: {
            "content-type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
            "webhook-signature": signer.sign(message.id, now, body),
          },
          body,
        })
        .catch((error: unknown) => {
          throw new DeliveryRefused(
            `no answer (${error instanceof Error && error.cause instanceof Error ? codeOf(error.cause) : "network"})`,
          );
        });
      await response.body?.cancel();
      const { status } = response;
      // It has a fault with this body; it may take another.
      const isOfTheMessage = [400, 413, 422].includes(status);
      if (!response.ok) throw new DeliveryRefused(`HTTP ${String(status)}`, isOfTheMessage);
    },
  };
}

function bodyOf(message: Message, report: FileBlock | undefined): Record<string, unknown> {
  const { details, said, proposal, time } = message;
  return {
    type: message.type,
    timestamp: message.at,
    data: {
      id: message.consultation,
      reference: message.reference,
      ...(details && dataOf(details, report)),
      ...(said && { message: { from: said.from, name: said.name, text: said.text, files: said.files } }),
      ...(proposal && { proposal }),
      ...(time === undefined ? {} : { time }),
    },
  };
}

/** What was not passed on is not there at all. */
function dataOf(details: NonNullable<Message["details"]>, report: FileBlock | undefined): Record<string, unknown> {
  const { report: named, ...texts } = details;
  const times = readTimes(details);
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== "")),
    ...(times.length > 0 ? { proposedTimes: times } : {}),
    ...(named ? { report: reportData(named.name, report) } : {}),
  };
}

const reportData = (name: string, file: FileBlock | undefined): Record<string, unknown> =>
  file
    ? { name, mediaType: file.mediaType, bytes: file.bytes.length, base64: Buffer.from(file.bytes).toString("base64") }
    : { name };

import { Webhook } from "standardwebhooks";
import type { Message } from "../core/delivery/delivery-entries.js";
import type { Clock } from "../core/ports/clock.js";
import { codeOf } from "../error-code.js";
import { DeliveryRefused } from "./destination.js";
import type { DestinationPort } from "./destination.js";

interface WebhookParts {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

const answerWithinMs = 15_000;

/** A signed webhook by the Standard Webhooks scheme; `webhook-id` is the message's id on every try. */
export function createWebhook(parts: WebhookParts): DestinationPort {
  const signer = new Webhook(parts.secret);
  return {
    kind: "webhook",
    deliver: async (message) => {
      const body = JSON.stringify(bodyOf(message));
      const now = parts.clock();
      const response = await parts
        .fetch(parts.url, {
          method: "POST",
          redirect: "error",
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

function bodyOf(message: Message): Record<string, unknown> {
  return {
    type: message.type,
    timestamp: message.at,
    data: { id: message.consultation, reference: message.reference, ...message.details },
  };
}

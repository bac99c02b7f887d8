import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** A message that arrived at the consultant's. */
export interface Received {
  /** `webhook-id`: by it a repeat is known. */
  readonly id: string;
  readonly type: string;
  readonly text: string;
}

/** The consultant's end of the webhook: checks the signature, keeps what arrived. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Calls whose signature was wrong. */
  readonly forged: number;
  close(): Promise<void>;
}

export const webhookSecret = `whsec_${Buffer.from("the secret of the fault harness!").toString("base64")}`;

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const state = { forged: 0 };
  const signer = new Webhook(webhookSecret);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const id = String(request.headers["webhook-id"]);
      const at = new Date(Number(request.headers["webhook-timestamp"]) * 1000);
      // The clock may have been moved, so only the signature counts.
      const isSigned = signer.sign(id, at, text) === request.headers["webhook-signature"];
      if (isSigned) received.push({ id, type: (JSON.parse(text) as { type: string }).type, text });
      else state.forged += 1;
      response.writeHead(isSigned ? 204 : 401).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    get forged() {
      return state.forged;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

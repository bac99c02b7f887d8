import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { messageSchema } from "../../src/core/delivery/delivery-entries.js";
import type { Message } from "../../src/core/delivery/delivery-entries.js";
import { teamId } from "../../src/core/ids.js";
import type { DestinationPort } from "../../src/delivery/destination.js";
import { createWebhook } from "../../src/delivery/webhook.js";

const secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
const team = teamId("team_1");
const received: { path: string; headers: Record<string, string>; body: string }[] = [];
let status = 204;
let webhook: DestinationPort;
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { url = "", headers } = request;
    received.push({ path: url, headers: headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, { location: "/elsewhere" }).end();
  });
});
beforeEach(async () => {
  received.length = 0;
  status = 204;
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  webhook = createWebhook({
    url: `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/in`,
    secret,
    clock: () => new Date(),
    fetch,
    reportFile: ({ details }) =>
      Promise.resolve(
        details?.report?.name === "r.pdf"
          ? { kind: "file", name: "r.pdf", mediaType: "application/pdf", bytes: new TextEncoder().encode("%PDF") }
          : undefined,
      ),
  });
});
afterEach(() => new Promise((resolve) => receiver.close(resolve)));

const details = {
  ...{ topic: "ISO", situation: "", name: "", email: "ana@example.com", times: "2026-12-01 14:00", timeZone: "UTC" },
  ...{ platform: "slack", shared: ["topic", "email", "times"] },
};
const message = (more: Record<string, unknown> = {}): Message =>
  messageSchema.parse({
    ...{ id: "m-1", type: "consultation.requested", at: "2026-11-25T10:00:00.000Z" },
    ...{ consultation: "co_1", reference: "AI-AAAA-BBBB", details, ...more },
  });
const sentData = (): Record<string, unknown> =>
  (JSON.parse(received.at(-1)?.body ?? "{}") as { data: Record<string, unknown> }).data;

describe("the webhook", () => {
  it("tells what was written, offered and picked at a consultants' desk", async () => {
    const said = {
      from: "consultant",
      name: "Kim",
      text: "Which bank?",
      files: ["list.pdf"],
      standsAt: "slack-channel",
    };
    await webhook.deliver(message({ type: "consultation.message", details: undefined, said }), team);
    const about = { id: "co_1", reference: "AI-AAAA-BBBB" };
    const { standsAt, ...told } = said;
    expect(standsAt).toBe("slack-channel");
    expect(sentData()).toEqual({ ...about, message: told });
    const proposal = { id: "p1", times: ["2026-12-01T14:00:00.000Z"], timeZone: "UTC", note: "I call.", name: "Kim" };
    await webhook.deliver(message({ type: "consultation.proposed", details: undefined, proposal }), team);
    expect(sentData()).toEqual({ ...about, proposal });
    const time = "2026-12-01T14:00:00.000Z";
    await webhook.deliver(message({ type: "consultation.scheduled", details: undefined, time }), team);
    expect(sentData()).toEqual({ ...about, time });
  });

  it("sends what was passed on and no more, signed, under the same id on every try", async () => {
    await webhook.deliver(message(), team);
    await webhook.deliver(message(), team);
    expect(sentData()).toEqual({
      ...{ id: "co_1", reference: "AI-AAAA-BBBB", topic: "ISO", email: "ana@example.com" },
      ...{ times: "2026-12-01 14:00", timeZone: "UTC", platform: "slack", shared: ["topic", "email", "times"] },
      proposedTimes: [{ start: "2026-12-01T14:00:00.000Z", end: "2026-12-01T14:30:00.000Z" }],
    });
    for (const { headers, body } of received) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    expect(received.map(({ headers }) => headers["webhook-id"])).toEqual(["m-1", "m-1"]);
  });

  it("brings the report inside the signed body, or its name when there is no file any more", async () => {
    const report = { name: "r.pdf", entry: "e1", at: "2026-11-25T10:00:00.000Z" };
    await webhook.deliver(message({ details: { ...details, report } }), team);
    expect(sentData()["report"]).toEqual({
      ...{ name: "r.pdf", mediaType: "application/pdf", bytes: 4 },
      base64: Buffer.from("%PDF").toString("base64"),
    });
    await webhook.deliver(message({ details: { ...details, report: { ...report, name: "gone.pdf" } } }), team);
    expect(sentData()["report"]).toEqual({ name: "gone.pdf" });
  });

  it.each([301, 302, 307, 308])("takes a redirect (%i) for a failed try and does not follow it", async (code) => {
    status = code;
    await expect(webhook.deliver(message(), team)).rejects.toThrow(`HTTP ${String(code)}`);
    expect(received.map(({ path }) => path)).toEqual(["/in"]);
  });
});

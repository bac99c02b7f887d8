import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OutboxWorker } from "../../src/delivery/outbox-worker.js";
import { waitAfter } from "../../src/delivery/patience.js";
import { createNotices } from "../../src/delivery/people.js";
import { createWebhook } from "../../src/delivery/webhook.js";
import { dueDeliveries } from "../../src/core/delivery/deliveries.js";
import { consultationForm, openWorld, person, quietLog, uniqueId } from "../builders/world.js";
import type { World } from "../builders/world.js";

const secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
let world: World;
let worker: OutboxWorker;
let now: number;
let answer: number;
const received: { id: string; isSigned: boolean; body: string }[] = [];

const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const headers = request.headers as Record<string, string>;
    const isSigned = ((): boolean => {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch {
        return false;
      }
    })();
    received.push({ id: String(headers["webhook-id"]), isSigned, body });
    response.writeHead(answer).end();
  });
});

beforeEach(async () => {
  received.length = 0;
  now = Date.now();
  answer = 204;
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`;
  world = await openWorld({ environment: { CONSULT_WEBHOOK_URL: url, CONSULT_WEBHOOK_SECRET: secret } });
  const clock = (): Date => new Date(now);
  const destinations = [createWebhook({ url, secret, clock, fetch })];
  worker = new OutboxWorker({
    store: world.store.teams,
    directory: world.store.directory,
    destinations,
    notices: createNotices(world.parts),
    clock,
    unique: uniqueId,
    log: quietLog,
    random: () => 0.5,
  });
  const talk = world.talk(person("Ana"));
  await talk.press(await talk.say("consult"), "Send the request", consultationForm);
  now = Date.now() + 1000;
});
afterEach(async () => {
  await worker.stop();
  await world.close();
  await new Promise((resolve) => receiver.close(resolve));
});

const until = async (look: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200 && !(await look()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
};
const due = async () => {
  const [summary] = await world.store.directory.summaries();
  return summary ? dueDeliveries((await world.store.teams.read(summary.team)).entries) : [];
};

describe("a consultation request", () => {
  it("reaches the webhook signed, whole and once", async () => {
    worker.wake();
    await until(async () => (await due()).length === 0);
    worker.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ isSigned: true });
    expect(JSON.parse(received[0]?.body ?? "{}")).toMatchObject({
      type: "consultation.requested",
      data: { email: "ana@example.com", reference: expect.stringMatching(/^AI-/) as string },
    });
  });

  it("is tried again after a failure, at growing intervals, under the same id", async () => {
    answer = 503;
    worker.wake();
    await until(async () => (await due())[0]?.attempts === 1);
    expect((await due())[0]).toMatchObject({ lastReason: "HTTP 503" });
    worker.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toHaveLength(1);
    answer = 204;
    now += 6_000;
    worker.wake();
    await until(async () => (await due()).length === 0);
    expect(received.map(({ id }) => id)).toEqual([received[0]?.id, received[0]?.id]);
  });

  it("waits from 5 seconds up to an hour, a tenth more or less", () => {
    expect([1, 2, 3, 6, 50].map((attempt) => waitAfter(attempt, 0.5) / 1000)).toEqual([5, 30, 120, 3_600, 3_600]);
    expect(waitAfter(1, 0)).toBe(4_500);
  });
});

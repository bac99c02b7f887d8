import { describe, expect, it } from "vitest";
import { createPatientFetch, isUncertain } from "../../../src/doors/slack/patient-fetch.js";
import { quietLog } from "../door-parts.js";

const api = "https://slack.example/api/";
const reset = (): Promise<Response> => Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }));
const refused = (): Promise<Response> => {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  return Promise.reject(new TypeError("fetch failed", { cause }));
};
const says = (body: unknown, init?: ResponseInit) => (): Promise<Response> =>
  Promise.resolve(Response.json(body, init));
const ok = says({ ok: true });

/** Answers in turn, the last one for ever; keeps what was sent. */
function slackThat(...answers: (() => Promise<Response>)[]) {
  const sent: string[] = [];
  const fetch = createPatientFetch(quietLog, (_url, init) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] ?? ok;
    sent.push(typeof init?.body === "string" ? init.body : "");
    return answer();
  });
  const call = (method: string, body = "channel=C1") => fetch(`${api}${method}`, { method: "POST", body });
  return { sent, fetch, call };
}

describe("A call to Slack", () => {
  it("that is harmless twice is made until it works", async () => {
    const slack = slackThat(reset, reset, refused, ok);
    expect((await slack.call("users.info")).status).toBe(200);
    expect(slack.sent).toHaveLength(4);
  });

  it.each(["chat.postMessage", "chat.postEphemeral", "views.open", "files.completeUploadExternal"])(
    "of %s that may have had its effect is repeated once, then given up as uncertain",
    async (method) => {
      const slack = slackThat(reset);
      const error: unknown = await slack.call(method).catch((fault: unknown) => fault);
      expect(isUncertain(error)).toBe(true);
      expect(slack.sent).toHaveLength(2);
      expect(new Set(slack.sent).size).toBe(1);
    },
  );

  it.each([
    ["internal_error", 200],
    ["fatal_error", 200],
    ["", 504],
  ])("whose answer is %s with %i may have had its effect", async (error, status) => {
    const slack = slackThat(says({ ok: false, error }, { status }), ok);
    await slack.call("chat.postMessage");
    expect(slack.sent).toHaveLength(2);
    expect(slack.sent[0]).toMatch(/&client_msg_id=[0-9a-f-]{36}$/);
    expect(slack.sent[1]).toBe(slack.sent[0]);
  });

  it("that Slack knows again by its id has arrived", async () => {
    const slack = slackThat(reset, says({ ok: false, error: "duplicate_message_not_found" }));
    expect(await (await slack.call("chat.postMessage")).json()).toEqual({ ok: true });
  });

  it("that never left this machine is made again like any other", async () => {
    const slack = slackThat(refused, refused, ok);
    await slack.call("chat.postEphemeral");
    expect(slack.sent).toHaveLength(3);
  });

  it("that is refused for good is not made again", async () => {
    const slack = slackThat(says({ ok: false, error: "not_in_channel" }));
    expect(await (await slack.call("chat.postMessage")).json()).toMatchObject({ error: "not_in_channel" });
    expect(slack.sent).toHaveLength(1);
  });

  it("does not wait for a 429 that asks for longer than somebody in a chat would", async () => {
    const slack = slackThat(says({}, { status: 429, headers: { "retry-after": "600" } }));
    expect((await slack.call("chat.postMessage")).status).toBe(429);
    expect(slack.sent).toHaveLength(1);
  });

  it("keeps the id it was given", async () => {
    const slack = slackThat(ok);
    await slack.call("chat.postMessage", "channel=C1&client_msg_id=mine");
    expect(slack.sent).toEqual(["channel=C1&client_msg_id=mine"]);
  });
});

describe("A post to a response address", () => {
  const address = "https://hooks.slack.example/commands/1";
  const post = (slack: ReturnType<typeof slackThat>, body: unknown) =>
    slack.fetch(address, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });

  it("over an earlier message may be made again, a new message once", async () => {
    const over = slackThat(reset, reset, ok);
    await post(over, { text: "x", replace_original: true });
    expect(over.sent).toHaveLength(3);
    const beside = slackThat(reset, reset, ok);
    await expect(post(beside, { text: "x", replace_original: false })).rejects.toThrow("may or may not");
    expect(beside.sent).toHaveLength(2);
  });
});

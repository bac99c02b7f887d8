import { afterEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/conversation/reply.js";
import type { Request } from "../../../src/core/conversation/request.js";
import { lineOf, standinAdvisor } from "../door-parts.js";
import { eventually } from "./slack-client.js";
import { openSlackDoor } from "./standin-door.js";
import type { OpenSlack } from "./standin-door.js";

const withAgents = "commands,chat:write,assistant:write,files:write,channels:history,groups:history";
let open: OpenSlack;
afterEach(() => open.close());

const answer = (text: string, more: Partial<Reply> = {}): Reply => lineOf(text, { audience: "everyone", ...more });
const suggestions = [
  { label: "How much does it cost?", says: "How much does it cost?" },
  { label: "Start", says: "assess" },
];
async function start(respond: (request: Request) => Reply | Promise<Reply>, scopes = withAgents) {
  const advisor = { ...standinAdvisor(respond), suggestions: () => Promise.resolve(suggestions) };
  open = await openSlackDoor(advisor, { scopes });
  return advisor;
}
const opensMessages = (user = "UANA"): Promise<Response> =>
  open.client.event({ type: "app_home_opened", user, channel: "D1", tab: "messages", event_ts: "1.0" });
const says = (text: string, ts: string, more: Record<string, unknown> = {}): Promise<Response> =>
  open.client.event({ type: "message", channel: "D1", channel_type: "im", user: "UANA", text, ts, ...more });
const posted = (index: number) => eventually(() => open.slack.of("chat.postMessage")[index]);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));

describe("in a workspace that has agents", () => {
  it("the Messages tab offers what to say, without a thread", async () => {
    await start(() => answer("x"));
    await opensMessages();
    const { body } = await eventually(() => open.slack.of("assistant.threads.setSuggestedPrompts")[0]);
    expect(body).toMatchObject({
      channel_id: "D1",
      prompts: [
        { title: "How much does it cost?", message: "How much does it cost?" },
        { title: "Start", message: "assess" },
      ],
    });
    expect(body["thread_ts"]).toBeUndefined();
  });

  it("a question is answered in its own thread, which is named after it once", async () => {
    await start(() => answer("It depends."));
    await opensMessages();
    await settle();
    await says("How much   does it cost?", "20.1");
    expect((await posted(0)).body).toMatchObject({ channel: "D1", thread_ts: "20.1" });
    const { body } = await eventually(() => open.slack.of("assistant.threads.setTitle")[0]);
    expect(body).toMatchObject({ channel_id: "D1", thread_ts: "20.1", title: "How much does it cost?" });
    await says("and how long?", "20.3", { thread_ts: "20.1" });
    expect((await posted(1)).body["thread_ts"]).toBe("20.1");
    await settle();
    expect(open.slack.of("assistant.threads.setTitle")).toHaveLength(1);
  });

  it("a follow-up knows the thread it is in, and the chat around it", async () => {
    const advisor = await start(() => answer("x"));
    await opensMessages();
    await settle();
    await says("one", "20.1");
    await posted(0);
    await says("two", "20.2", { thread_ts: "20.1" });
    await posted(1);
    expect(advisor.asked.map(({ place }) => place)).toEqual([
      { kind: "personal", conversation: "D1:20.1", partOf: "D1" },
      { kind: "personal", conversation: "D1:20.1", partOf: "D1" },
    ]);
  });

  it("work that takes its time shows a status, and quick work none", async () => {
    await start(({ input }) =>
      input.kind === "words" && input.text === "slow"
        ? new Promise((resolve) => setTimeout(resolve, 1_100, answer("Done.")))
        : answer("At once."),
    );
    await opensMessages();
    await settle();
    await says("quick", "20.1");
    await posted(0);
    await says("slow", "21.1");
    expect((await posted(1)).body["thread_ts"]).toBe("21.1");
    await eventually(() => open.slack.of("assistant.threads.setStatus")[1]);
    expect(open.slack.of("assistant.threads.setStatus").map(({ body }) => [body["thread_ts"], body["status"]])).toEqual(
      [
        ["21.1", "is working on it…"],
        ["21.1", ""],
      ],
    );
  });
});

describe("in a workspace without them", () => {
  it("everything is answered in the chat as it is, and nothing of agents is asked of Slack", async () => {
    await start(() => answer("It depends."), "commands,chat:write");
    await opensMessages();
    await says("How much?", "20.1");
    expect((await posted(0)).body["thread_ts"]).toBeUndefined();
    await settle();
    expect(open.slack.calls.filter(({ method }) => method.startsWith("assistant."))).toEqual([]);
  });

  it.each(["not_allowed_token_type", "unknown_method", "feature_not_enabled"])(
    "one call that is refused (%s) is all that is asked, and answers come as they always do",
    async (error) => {
      await start(() => answer("It depends."));
      for (const method of ["setSuggestedPrompts", "setTitle", "setStatus"])
        open.slack.failing.set(`assistant.threads.${method}`, error);
      await opensMessages();
      await eventually(() => open.slack.of("assistant.threads.setSuggestedPrompts")[0]);
      await opensMessages("UBEN");
      await says("How much?", "20.1");
      expect((await posted(0)).body["thread_ts"]).toBeUndefined();
      await settle();
      expect(open.slack.calls.filter(({ method }) => method.startsWith("assistant."))).toHaveLength(1);
    },
  );

  it("a thread that somebody opens in the chat is answered in it all the same", async () => {
    await start(() => answer("It depends."), "commands,chat:write");
    await says("And how long?", "20.2", { thread_ts: "20.1" });
    expect((await posted(0)).body["thread_ts"]).toBe("20.1");
  });
});

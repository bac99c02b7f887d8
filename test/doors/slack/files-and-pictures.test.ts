import { afterEach, describe, expect, it } from "vitest";
import { encodeAction } from "../../../src/core/conversation/action.js";
import { attachedFileBytes } from "../../../src/core/conversation/request.js";
import { nonce, personId } from "../../../src/core/ids.js";
import { startSlack } from "../../standins/slack-api.js";
import type { DrawPicture } from "../../../src/doors/pictures.js";
import type { SlackCall } from "../../standins/slack-api.js";
import { chart, lineOf, replyOf, reportFile, standinAdvisor } from "../door-parts.js";
import { eventually } from "./slack-client.js";
import { openSlackDoor, png } from "./standin-door.js";
import type { OpenSlack } from "./standin-door.js";

let open: OpenSlack;
afterEach(() => open.close());

const nth = (method: string, index: number): Promise<SlackCall> =>
  eventually(() => open.slack.of(method)[index], `${method} #${String(index)}`);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
const say = (more: Record<string, unknown> = {}): Promise<Response> =>
  open.client.event({
    type: "message",
    channel: "D1",
    channel_type: "im",
    user: "UANA",
    text: "report",
    ts: `20.${String(Math.random())}`,
    ...more,
  });
const blocksOf = (call: SlackCall): Record<string, unknown>[] => call.body["blocks"] as Record<string, unknown>[];
const textOf = (call: SlackCall): string => JSON.stringify(call.body);
const imageIn = (call: SlackCall): Record<string, unknown> | undefined =>
  blocksOf(call).find((block) => block["type"] === "image");

const withChart = standinAdvisor(() => replyOf([chart]));

describe("files out of Slack's door", () => {
  it("a file goes to the person's direct messages, byte for byte", async () => {
    open = await openSlackDoor(standinAdvisor(() => replyOf([{ kind: "text", text: "Here." }, reportFile()])));
    await open.client.command("report");
    expect(textOf(await nth("response/command", 0))).toContain("report.pdf comes to you in our direct messages");
    const completed = await nth("files.completeUploadExternal", 0);
    expect(completed.body).toMatchObject({ channel_id: "D-UANA", files: [{ title: "report.pdf" }] });
    expect([...open.slack.uploads.values()].map(String)).toEqual(["%PDF-1.7 report"]);
  });

  it("a file that Slack does not take costs no reply, and the person is told", async () => {
    open = await openSlackDoor(standinAdvisor(() => replyOf([{ kind: "text", text: "Here." }, reportFile()])));
    open.slack.failing.set("files.getUploadURLExternal", "missing_scope");
    await say();
    expect(textOf(await nth("chat.postMessage", 0))).toContain("Here.");
    expect((await nth("chat.postMessage", 1)).body["text"]).toContain("could not send you the file report.pdf");
  });
});

describe("pictures in Slack", () => {
  it("a chart is an image with its words, and its figures stand under it", async () => {
    open = await openSlackDoor(withChart);
    await say();
    const posted = await nth("chat.postMessage", 0);
    const id = (open.slack.of("files.completeUploadExternal")[0]?.body["files"] as { id: string }[])[0]?.id ?? "";
    expect(imageIn(posted)).toMatchObject({ slack_file: { id }, alt_text: chart.alt });
    expect(textOf(posted)).toContain("Policy: 20% → 40%");
    expect(open.slack.uploads.get(id)).toEqual(Buffer.from(png));
    expect(open.slack.of("files.completeUploadExternal")[0]?.body["channel_id"]).toBeUndefined();
  });

  it("a picture that Slack has not processed yet is tried again a moment later", async () => {
    open = await openSlackDoor(withChart);
    open.slack.refusedPictures = 1;
    await open.client.command("report");
    expect(imageIn(await nth("response/command", 1))).toBeDefined();
    await settle();
    expect(open.slack.of("response/command")).toHaveLength(2);
  });

  it("a picture that Slack refuses twice becomes bars in text", async () => {
    open = await openSlackDoor(withChart);
    open.slack.refusedPictures = 2;
    await say();
    const posted = await nth("chat.postMessage", 2);
    expect(imageIn(posted)).toBeUndefined();
    expect(textOf(posted)).toContain("████░░░░░░");
    expect(textOf(posted).match(/20% → 40%/g)).toHaveLength(1);
  });

  it.each<[string, { failing?: string; scopes?: string; drawPicture?: DrawPicture }]>([
    ["the upload is refused", { failing: "missing_scope" }],
    ["the app may not upload", { scopes: "commands,chat:write" }],
    ["the chart cannot be drawn", { drawPicture: () => Promise.reject(new TypeError("no")) }],
  ])("bars in text when %s", async (_name, { failing, ...options }) => {
    open = await openSlackDoor(withChart, options);
    if (failing !== undefined) open.slack.failing.set("files.getUploadURLExternal", failing);
    await say();
    const posted = await nth("chat.postMessage", 0);
    expect(imageIn(posted)).toBeUndefined();
    expect(textOf(posted)).toContain("████░░░░░░");
  });
});

describe("files into Slack's door", () => {
  const sent = (url: string, more: Record<string, unknown> = {}) => ({
    subtype: "file_share",
    files: [{ id: "F1", name: "list.csv", size: 5, url_private_download: url, ...more }],
  });

  it("a file in a direct message comes with the words, fetched with the bot's token", async () => {
    const advisor = standinAdvisor(() => lineOf("Read."));
    open = await openSlackDoor(advisor);
    open.slack.files.set("list.csv", Buffer.from("a;b\n1;2"));
    await say(sent(open.slack.fileUrl("list.csv")));
    await nth("chat.postMessage", 0);
    const input = advisor.asked[0]?.input;
    expect(input).toMatchObject({ kind: "words", text: "report", files: [{ name: "list.csv" }] });
    const files = input?.kind === "words" ? (input.files ?? []) : [];
    expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["a;b\n1;2"]);
  });

  it("a file on another host is not fetched, and nobody there is shown the token", async () => {
    const advisor = standinAdvisor(() => lineOf("Answered."));
    open = await openSlackDoor(advisor);
    const other = await startSlack("T2");
    other.files.set("list.csv", Buffer.from("a;b"));
    await say(sent(other.fileUrl("list.csv")));
    expect(textOf(await nth("chat.postMessage", 0))).toContain("could not read list.csv");
    expect(advisor.asked[0]?.input).not.toHaveProperty("files");
    expect(other.fetched).toEqual([]);
    await other.close();
  });

  it.each([
    ["on a host named alike", "https://files.slack.com.evil.example/x", {}, "could not read list.csv"],
    ["without https", "http://files.slack.com/x", {}, "could not read list.csv"],
    ["that is too large", "https://files.slack.com/x", { size: attachedFileBytes + 1 }, "larger than 5 MB"],
  ])("a file %s is not fetched, and the words still go through", async (_name, url, more, said) => {
    const advisor = standinAdvisor(() => lineOf("Answered."));
    open = await openSlackDoor(advisor);
    await say(sent(url, more));
    const posted = textOf(await nth("chat.postMessage", 0));
    expect(posted).toContain("Answered.");
    expect(posted).toContain(said);
    expect(advisor.asked[0]?.input).not.toHaveProperty("files");
  });

  it("a page to sign in at is not taken for the file", async () => {
    const advisor = standinAdvisor(() => lineOf("Answered."));
    open = await openSlackDoor(advisor);
    await say(sent(open.slack.fileUrl("list.csv")));
    expect(textOf(await nth("chat.postMessage", 0))).toContain("could not read list.csv");
    expect(advisor.asked[0]?.input).not.toHaveProperty("files");
  });

  it("a file that is larger than Slack said is not read to its end", async () => {
    const advisor = standinAdvisor(() => lineOf("Answered."));
    open = await openSlackDoor(advisor);
    open.slack.files.set("list.csv", Buffer.alloc(attachedFileBytes + 1));
    await say(sent(open.slack.fileUrl("list.csv")));
    expect(textOf(await nth("chat.postMessage", 0))).toContain("larger than 5 MB");
  });
});

describe("long work in Slack", () => {
  const working = standinAdvisor(async (request) => {
    for (const step of ["1 of 3", "2 of 3", "3 of 3"]) await request.showProgress?.(lineOf(step));
    return lineOf("Done.");
  });

  it("a direct message shows one progress message that changes, then the reply", async () => {
    open = await openSlackDoor(working);
    await say();
    const reply = await nth("chat.postMessage", 1);
    expect(textOf(reply)).toContain("Done.");
    const first = open.slack.of("chat.postMessage")[0];
    expect(first && textOf(first)).toContain("1 of 3");
    expect(open.slack.of("chat.update").map((call) => call.body["text"])).toEqual(["2 of 3", "3 of 3"]);
  });

  it("a command shows it in the reply's own place, within the five answers Slack allows", async () => {
    open = await openSlackDoor(working);
    await open.client.command("report");
    const reply = await nth("response/command", 2);
    expect(reply.body).toMatchObject({ replace_original: true, response_type: "ephemeral" });
    expect(textOf(reply)).toContain("Done.");
    expect(open.slack.of("response/command")).toHaveLength(3);
  });

  it("progress that Slack refuses costs no reply", async () => {
    open = await openSlackDoor(working);
    open.slack.failing.set("chat.update", "cant_update_message");
    await say();
    expect(textOf(await nth("chat.postMessage", 1))).toContain("Done.");
  });

  it("a press in a channel shows one line beside the pressed message", async () => {
    open = await openSlackDoor(working);
    await open.client.press(encodeAction({ action: { do: "report" }, nonce: nonce("n") }));
    expect(textOf(await nth("response/press", 1))).toContain("Done.");
    expect((await nth("response/press", 0)).body).toMatchObject({ replace_original: false });
  });
});

describe("telling people in Slack", () => {
  const to = (person: string) => ({
    workspace: { platform: "slack", id: "T1" } as const,
    person: personId(person),
    reference: undefined,
  });

  it("opens the person's direct messages and writes there", async () => {
    open = await openSlackDoor(standinAdvisor(() => lineOf("")));
    expect(await open.door.messenger.tell(to("slack:T1:UBEN"), lineOf("Time to look again."))).toBe("told");
    expect((await nth("conversations.open", 0)).body).toMatchObject({ users: "UBEN" });
    expect((await nth("chat.postMessage", 0)).body).toMatchObject({ channel: "D-UBEN", text: "Time to look again." });
  });

  it("says that nobody was reached when Slack refuses, or the person is none of Slack's", async () => {
    open = await openSlackDoor(standinAdvisor(() => lineOf("")));
    expect(await open.door.messenger.tell(to("msteams:T1:UBEN"), lineOf("x"))).toBe("unreachable");
    open.slack.failing.set("conversations.open", "user_disabled");
    expect(await open.door.messenger.tell(to("slack:T1:UBEN"), lineOf("x"))).toBe("unreachable");
  });
});

describe("the shortcut 'Draft our reply'", () => {
  it("asks with the message's words, as the presser, and answers the presser alone", async () => {
    const advisor = standinAdvisor(() => lineOf("A draft.", { audience: "everyone" }));
    open = await openSlackDoor(advisor);
    await open.client.interact({
      type: "message_action",
      callback_id: "draft_reply",
      trigger_id: "t1",
      message_ts: "1.1",
      message: {
        type: "message",
        ts: "1.1",
        user: "UFAR",
        text: `Do you hold ISO 42001? &amp; <@UBEN> ${"x".repeat(4_000)}`,
      },
      user: { id: "UANA", team_id: "T1" },
      team: { id: "T1" },
      channel: { id: "C1" },
      response_url: open.slack.responseUrl("shortcut"),
    });
    const answered = await nth("response/shortcut", 0);
    expect(answered.body).toMatchObject({ response_type: "ephemeral" });
    expect(textOf(answered)).toContain("A draft.");
    const [asked] = advisor.asked;
    expect(asked?.person.id).toBe("slack:T1:UANA");
    const text = asked?.input.kind === "words" ? asked.input.text : "";
    expect(text).toMatch(/^answer Do you hold ISO 42001\? & @uben x+$/);
    expect(text.length).toBe("answer ".length + 3_000);
  });
});

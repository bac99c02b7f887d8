import { afterEach, describe, expect, it } from "vitest";
import { encodeAction } from "../../../src/core/conversation/action.js";
import { attachedFileBytes } from "../../../src/core/conversation/request.js";
import { nonce, personId } from "../../../src/core/ids.js";
import { keptMs } from "../../../src/server/file-shelf.js";
import { chart, lineOf, replyOf, reportFile, standinAdvisor } from "../door-parts.js";
import type { Json } from "./activity.js";
import { channel, openTeamsDoor, png } from "./standin-door.js";
import type { OpenTeams, Where } from "./standin-door.js";

let open: OpenTeams;
afterEach(() => open.close());

const consentCard = "application/vnd.microsoft.teams.card.file.consent";
const infoCard = "application/vnd.microsoft.teams.card.file.info";
const say = (text = "report", where?: Where, more: Json = {}): Promise<Response> =>
  open.post({ type: "message", text, textFormat: "plain", ...more }, where);
const mention = {
  entities: [{ type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } }],
};
const pressOf = (): Json => ({
  type: "invoke",
  name: "adaptiveCard/action",
  value: {
    action: {
      type: "Action.Execute",
      verb: "press",
      data: { press: encodeAction({ action: { do: "report" }, nonce: nonce("n") }) },
    },
  },
});
const lastText = (): string => JSON.stringify(open.connector.sent().at(-1));

const withFile = standinAdvisor(() => replyOf([{ kind: "text", text: "Here." }, reportFile()]));

interface Offer {
  readonly acceptContext: { readonly file: string };
  readonly sizeInBytes: number;
}
/** Asks for a file in the personal chat; resolves to what the consent card carries. */
async function offered(): Promise<Offer> {
  await say();
  const card = open.attachments(1)[0];
  expect(card).toMatchObject({ contentType: consentCard, name: "report.pdf" });
  return card?.["content"] as Offer;
}
const consent = (file: string, more: Json = {}, user?: string): Promise<Response> =>
  open.post(
    {
      type: "invoke",
      name: "fileConsent/invoke",
      value: {
        type: "fileUpload",
        action: "accept",
        context: { file },
        uploadInfo: {
          name: "report.pdf",
          uploadUrl: open.connector.fileUrl("report.pdf"),
          contentUrl: "https://contoso.sharepoint.com/report.pdf",
          uniqueId: "u1",
          fileType: "pdf",
        },
        ...more,
      },
    },
    user === undefined ? {} : { user },
  );

describe("files out of the Teams door", () => {
  it("a file is offered in the personal chat, and put into OneDrive once it is accepted", async () => {
    open = await openTeamsDoor(withFile);
    const offer = await offered();
    expect(offer.sizeInBytes).toBe(15);
    expect(JSON.stringify(offer)).not.toContain("PDF-1.7");
    expect((await consent(offer.acceptContext.file)).status).toBe(200);
    expect(open.connector.files.get("report.pdf")?.toString()).toBe("%PDF-1.7 report");
    expect(open.connector.puts).toEqual([{ name: "report.pdf", range: "bytes 0-14/15" }]);
    expect(open.attachments(2)[0]).toMatchObject({
      contentType: infoCard,
      content: { uniqueId: "u1", fileType: "pdf" },
    });
  });

  it("a file that was declined is told of and forgotten", async () => {
    open = await openTeamsDoor(withFile);
    const { file } = (await offered()).acceptContext;
    await consent(file, { action: "decline", uploadInfo: null });
    expect(lastText()).toContain("I did not save the file");
    await consent(file);
    expect(lastText()).toContain("no longer here");
    expect(open.connector.puts).toEqual([]);
  });

  it("an accept after a quarter of an hour says that the file is gone", async () => {
    open = await openTeamsDoor(withFile);
    const { file } = (await offered()).acceptContext;
    open.pass(keptMs);
    await consent(file);
    expect(lastText()).toContain("no longer here");
  });

  it("only the one it was offered to may accept, and still can after somebody else tried", async () => {
    open = await openTeamsDoor(withFile);
    const { file } = (await offered()).acceptContext;
    await consent(file, {}, "29:eve");
    expect(lastText()).toContain("made for someone else");
    expect(open.connector.puts).toEqual([]);
    await consent(file);
    expect(open.connector.puts).toHaveLength(1);
  });

  it("nothing is put to a host that is none of Microsoft's", async () => {
    open = await openTeamsDoor(withFile, { trustsStandin: false });
    await consent((await offered()).acceptContext.file);
    expect(lastText()).toContain("could not save report\\\\.pdf");
    expect(open.connector.puts).toEqual([]);
  });

  it("where the upload fails, a link that works for a quarter of an hour takes its place", async () => {
    open = await openTeamsDoor(withFile, { publicUrl: "https://bot.example", trustsStandin: false });
    await consent((await offered()).acceptContext.file);
    const link = new URL(/https:\/\/bot\.example\/files\/[^"]+/.exec(lastText())?.[0] ?? "");
    const download = (): Promise<Response> => fetch(`${open.url}${link.pathname}${link.search}`);
    expect(await (await download()).text()).toBe("%PDF-1.7 report");
    open.pass(keptMs);
    expect((await download()).status).toBe(410);
  });

  it("where Teams takes no consent card, the link or a line takes its place", async () => {
    open = await openTeamsDoor(withFile);
    open.connector.refused = consentCard;
    await say();
    expect(lastText()).toContain("could not save");
  });

  it("in a channel everybody's file is a link, or a line that says where to ask", async () => {
    const forAll = standinAdvisor(() => replyOf([reportFile()], { audience: "everyone" }));
    open = await openTeamsDoor(forAll, { publicUrl: "https://bot.example" });
    await say("<at>Advisor</at> report", channel, mention);
    expect(lastText()).toContain("https://bot.example/files/");
    await open.close();
    open = await openTeamsDoor(forAll);
    await say("<at>Advisor</at> report", channel, mention);
    expect(lastText()).toContain("only send files in our personal chat");
    expect(lastText()).not.toContain(consentCard);
  });
});

describe("files in a national cloud, where Teams carries none", () => {
  it("are a link in the personal chat too, also after a press", async () => {
    open = await openTeamsDoor(withFile, { publicUrl: "https://bot.example", carriesFiles: false });
    await say();
    expect(lastText()).toContain("https://bot.example/files/");
    const pressed = await (await open.post(pressOf())).text();
    expect(pressed + lastText()).toContain("https://bot.example/files/");
    expect(JSON.stringify(open.connector.sent())).not.toContain(consentCard);
  });

  it("are told of where there is no address to link to", async () => {
    open = await openTeamsDoor(withFile, { carriesFiles: false });
    await say();
    expect(lastText()).toContain("PUBLIC");
    expect(lastText()).not.toContain("personal chat");
    expect(open.connector.sent()).toHaveLength(1);
  });
});

describe("pictures in Teams", () => {
  it("a chart stands beside its card as an inline image, and the card has its figures", async () => {
    open = await openTeamsDoor(standinAdvisor(() => replyOf([chart])));
    await say();
    const [card, picture] = open.attachments(0);
    expect(JSON.stringify(card)).toContain("20% → 40%");
    const contentUrl = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
    expect(picture).toMatchObject({ contentType: "image/png", name: chart.title, contentUrl });
  });

  it.each([
    ["it cannot be drawn", () => Promise.reject(new TypeError("no"))],
    ["it is too heavy", () => Promise.resolve(new Uint8Array(70_000))],
  ])("the card goes alone when %s", async (_name, drawPicture: () => Promise<Uint8Array>) => {
    open = await openTeamsDoor(
      standinAdvisor(() => replyOf([chart])),
      { drawPicture },
    );
    await say();
    expect(open.connector.sent()).toHaveLength(1);
    expect(open.attachments(0)).toHaveLength(1);
  });

  it("after a press it follows as a message of its own, but not where it would show a group what is private", async () => {
    open = await openTeamsDoor(standinAdvisor(() => replyOf([chart], { replaces: true })));
    await open.post(pressOf());
    expect(open.attachments(0)).toMatchObject([{ contentType: "image/png" }]);
    await open.post(pressOf(), channel);
    expect(open.connector.sent()).toHaveLength(1);
  });
});

describe("files into the Teams door", () => {
  const attached = (downloadUrl: string): Json => ({
    attachments: [
      { contentType: "text/html", content: "<p>report</p>" },
      {
        contentType: "application/vnd.microsoft.teams.file.download.info",
        name: "list.csv",
        content: { downloadUrl, uniqueId: "u", fileType: "csv" },
      },
    ],
  });

  it("a file in the personal chat comes with the words", async () => {
    const advisor = standinAdvisor(() => lineOf("Read."));
    open = await openTeamsDoor(advisor);
    open.connector.files.set("list.csv", Buffer.from("a,b"));
    await say("report", {}, attached(open.connector.fileUrl("list.csv")));
    expect(advisor.asked[0]?.input).toMatchObject({ text: "report", files: [{ name: "list.csv" }] });
  });

  it("a file on another host is not fetched, and the words still go through", async () => {
    const advisor = standinAdvisor(() => lineOf("Answered."));
    open = await openTeamsDoor(advisor, { trustsStandin: false });
    open.connector.files.set("list.csv", Buffer.from("a,b"));
    await say("report", {}, attached(open.connector.fileUrl("list.csv")));
    expect(lastText()).toContain("could not read list.csv");
    expect(lastText()).toContain("Answered.");
    expect(advisor.asked[0]?.input).not.toHaveProperty("files");
  });

  it("a file that is too large is told of", async () => {
    open = await openTeamsDoor(standinAdvisor(() => lineOf("Answered.")));
    open.connector.files.set("list.csv", Buffer.alloc(attachedFileBytes + 1));
    await say("report", {}, attached(open.connector.fileUrl("list.csv")));
    expect(lastText()).toContain("larger than 5 MB");
  });
});

describe("long work in Teams", () => {
  it("shows one progress message that changes, then the reply", async () => {
    open = await openTeamsDoor(
      standinAdvisor(async (request) => {
        for (const step of ["1 of 2", "2 of 2"]) await request.showProgress?.(lineOf(step));
        return lineOf("Done.");
      }),
    );
    await say();
    expect(open.connector.sent()).toHaveLength(2);
    const update = open.connector.calls.find((call) => call.method === "PUT");
    expect(JSON.stringify(update?.body)).toContain("2 of 2");
    expect(lastText()).toContain("Done.");
  });
});

describe("telling people in Teams", () => {
  it("writes into the kept personal chat; a chat that Teams refuses is noted, so that it is not tried again", async () => {
    const kept: Record<string, unknown>[] = [];
    const left: string[] = [];
    const advisor = standinAdvisor(() => lineOf("Hello."));
    open = await openTeamsDoor({
      ...advisor,
      keepConversation: (_workspace, { reference }) => {
        kept.push(reference);
        return Promise.resolve();
      },
      leaveConversation: (_workspace, { conversation }) => {
        left.push(conversation);
        return Promise.resolve();
      },
    });
    await say();
    const to = {
      workspace: { platform: "msteams", id: "tenant-1" } as const,
      person: personId("msteams:tenant-1:aad-29:ana"),
      reference: kept[0],
    };
    expect(await open.messenger.tell(to, lineOf("Time to look again."))).toBe("told");
    expect(lastText()).toContain("Time to look again.");
    expect(decodeURIComponent(open.connector.calls.at(-1)?.path ?? "")).toContain("a:personal");
    expect(await open.messenger.tell({ ...to, reference: undefined }, lineOf("x"))).toBe("unreachable");
    open.connector.refused = "Once more";
    expect(left).toEqual([]);
    expect(await open.messenger.tell(to, lineOf("Once more."))).toBe("unreachable");
    expect(left).toEqual(["a:personal"]);
  });
});

describe("the message action 'Draft our reply'", () => {
  const fetchTask = (content: string): Json => ({
    type: "invoke",
    name: "composeExtension/fetchTask",
    value: {
      commandId: "draftReply",
      commandContext: "message",
      messagePayload: { id: "m1", body: { contentType: "html", content } },
    },
  });
  const answerOf = async (response: Response) =>
    (await response.json()) as { task: { type: string; value: { title: string; card: { content: Json } } } };

  it("asks with the message's words and answers with a dialog, whose buttons go on in it", async () => {
    const press = { label: "Shorter", action: { do: "help" } as const };
    const advisor = standinAdvisor(() =>
      replyOf([
        { kind: "text", text: "A draft." },
        { kind: "buttons", buttons: [press] },
      ]),
    );
    open = await openTeamsDoor(advisor);
    const html = `<p>Do you hold ISO&nbsp;42001 &amp; SOC 2?</p><div>${"x".repeat(4_000)}</div>`;
    const first = await answerOf(await open.post(fetchTask(html), channel));
    expect(first.task).toMatchObject({ type: "continue", value: { title: "Draft our reply" } });
    const card = JSON.stringify(first.task.value.card.content);
    expect(card).toContain("A draft.");
    expect(card).not.toContain("Action.Execute");
    const asked = advisor.asked[0]?.input;
    const text = asked?.kind === "words" ? asked.text : "";
    expect(text).toMatch(/^answer Do you hold ISO 42001 & SOC 2\?\nx+$/);
    expect(text.length).toBe("answer ".length + 3_000);
    const data = /"data":(\{.*?"press":"(?:[^"\\]|\\.)*"[^}]*\})/.exec(card)?.[1] ?? "{}";
    const submit: Json = { ...fetchTask(html), name: "composeExtension/submitAction" };
    const value = { ...(submit["value"] as Json), data: JSON.parse(data) as unknown };
    const second = await answerOf(await open.post({ ...submit, value }, channel));
    expect(second.task.type).toBe("continue");
    expect(advisor.asked[1]?.input).toMatchObject({ kind: "action", press: { action: { do: "help" } } });
    expect(open.connector.sent()).toHaveLength(0);
  });

  it("an action that is not ours is left alone", async () => {
    const advisor = standinAdvisor(() => lineOf("x"));
    open = await openTeamsDoor(advisor);
    const other = fetchTask("hi");
    const value = { ...(other["value"] as Json), commandId: "somethingElse" };
    expect((await open.post({ ...other, value })).status).toBe(200);
    expect(advisor.asked).toHaveLength(0);
  });
});

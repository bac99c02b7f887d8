import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadWords } from "../../src/content/read-words.js";
import type { FileBlock } from "../../src/core/conversation/reply.js";
import { messageSchema } from "../../src/core/delivery/delivery-entries.js";
import type { Message } from "../../src/core/delivery/delivery-entries.js";
import { teamId } from "../../src/core/ids.js";
import { DeliveryRefused } from "../../src/delivery/destination.js";
import { createEmail } from "../../src/delivery/email/email.js";
import { openSmtp } from "../../src/delivery/email/smtp.js";
import { emailWordKeys } from "../../src/delivery/email/words.js";
import { knowledgeFolder } from "../../src/package-root.js";
import { startMailServer } from "../standins/mail-server.js";
import type { MailServer, ReceivedMail, Refusal } from "../standins/mail-server.js";

const team = teamId("team_1");
const pdf: FileBlock = {
  kind: "file",
  name: "acme-iso42001-report-2026-11-25.pdf",
  mediaType: "application/pdf",
  bytes: new TextEncoder().encode("%PDF-1.7 the report"),
};
const details = {
  topic: "Customer asks for ISO 42001",
  situation: "A bank <b>wants</b> it.\nBy June.",
  name: "Ana Ünal",
  email: "ana@example.com",
  times: "2026-12-01 14:00 or 2026-12-03 at 9:30 am",
  timeZone: "Europe/Berlin",
  platform: "slack",
};
const message = (more: Record<string, unknown> = {}): Message =>
  messageSchema.parse({
    id: "0e2e6a30-0000-4000-8000-000000000001",
    type: "consultation.requested",
    at: "2026-11-25T10:00:00.000Z",
    consultation: "co_1",
    reference: "AI-AAAA-BBBB",
    details,
    ...more,
  });

let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

async function emailTo(
  url: string,
  { report = pdf, withinMs = 5_000 }: { report?: FileBlock | null; withinMs?: number } = {},
) {
  return createEmail({
    smtp: openSmtp(url, { withinMs }),
    from: "ISO 42001 advisor <advisor@firm.example>",
    to: "consultants@firm.example",
    words: await loadWords(knowledgeFolder(), "email", emailWordKeys),
    reportFile: () => Promise.resolve(report ?? undefined),
  });
}
const here = (): string => `smtp://127.0.0.1:${String(server.port)}`;
const partOf = (mail: ReceivedMail | undefined, type: string): string =>
  mail?.parts.find(({ headers }) => headers["content-type"]?.startsWith(type))?.bytes.toString() ?? "";

describe("a request by e-mail", () => {
  it("carries all that was passed on, as text and as HTML, and a reply to it goes to the asker", async () => {
    const email = await emailTo(here());
    const shared = {
      question: "Do we need it?",
      knowledgeTopic: { id: "need", title: "Who needs it" },
      summary: "Verdict",
    };
    await email.deliver(message({ details: { ...details, ...shared } }), team);
    const [mail] = server.received;
    expect(mail).toMatchObject({
      from: "advisor@firm.example",
      to: ["consultants@firm.example"],
      headers: {
        subject: "New consultation request AI-AAAA-BBBB",
        "message-id": "<0e2e6a30-0000-4000-8000-000000000001@firm.example>",
        "reply-to": expect.stringContaining("<ana@example.com>") as string,
        "auto-submitted": "auto-generated",
      },
    });
    const text = partOf(mail, "text/plain");
    for (const given of [...Object.values(details), "Do we need it?", "Who needs it", "Verdict"])
      expect(text.replaceAll("\r\n", "\n")).toContain(given);
    expect(partOf(mail, "text/html")).toContain("A bank &lt;b&gt;wants&lt;/b&gt; it.<br>By June.");
  });

  it("tells what was written and offered at a consultants' desk, and where to answer", async () => {
    const email = await emailTo(here());
    const said = { from: "asker", name: "Ana Ünal", text: "The <b>one</b> on Main Street.", files: ["letter.pdf"] };
    await email.deliver(message({ id: "m2", type: "consultation.message", details: undefined, said }), team);
    const proposal = { id: "p1", times: ["2026-12-01T14:00:00.000Z"], timeZone: "Europe/Berlin", note: "I call." };
    await email.deliver(message({ id: "m3", type: "consultation.proposed", details: undefined, proposal }), team);
    const [written, offered] = server.received;
    expect(written?.headers["subject"]).toBe("New message about consultation request AI-AAAA-BBBB");
    for (const part of [
      "The one who asked (Ana Ünal) wrote",
      "on Main Street.",
      "letter.pdf",
      "reply to the first e-mail",
    ])
      expect(partOf(written, "text/plain")).toContain(part);
    expect(partOf(written, "text/html")).toContain("The &lt;b&gt;one&lt;/b&gt;");
    for (const part of ["Tue, Dec 1, 2026, 3:00 PM", "I call."]) expect(partOf(offered, "text/plain")).toContain(part);
  });

  it("has the same Message-ID on every try, and every mail on one request joins its thread", async () => {
    const email = await emailTo(here());
    await email.deliver(message(), team);
    await email.deliver(message(), team);
    await email.deliver(message({ id: "another", type: "consultation.withdrawn", details: undefined }), team);
    const ids = server.received.map(({ headers }) => headers["message-id"]);
    expect(ids).toEqual([ids[0], ids[0], "<another@firm.example>"]);
    expect(server.received.map(({ headers }) => headers["references"])).toEqual(Array(3).fill("<co_1@firm.example>"));
    expect(server.received[2]?.headers["subject"]).toBe("Consultation request AI-AAAA-BBBB: withdrawn");
  });

  it("brings the report when it was shared, and says so when it can't be made any more", async () => {
    const shared = { ...details, report: { name: pdf.name, entry: "e1", at: "2026-11-25T10:00:00.000Z" } };
    await (await emailTo(here())).deliver(message({ details: shared }), team);
    await (await emailTo(here(), { report: null })).deliver(message({ details: shared }), team);
    expect(partOf(server.received[0], "application/pdf")).toBe("%PDF-1.7 the report");
    expect(partOf(server.received[1], "text/plain")).toContain(`${pdf.name} was shared, but`);
    expect(partOf(server.received[1], "application/pdf")).toBe("");
  });

  it("proposes the times in a calendar file when they can be read, each tentative, in UTC", async () => {
    const email = await emailTo(here());
    await email.deliver(message(), team);
    const calendar = partOf(server.received[0], "text/calendar");
    expect(calendar.match(/^DTSTART.*/gm)).toEqual(["DTSTART:20261201T130000Z", "DTSTART:20261203T083000Z"]);
    expect(calendar.match(/STATUS:TENTATIVE/g)).toHaveLength(2);
    expect(calendar).not.toContain("ATTENDEE");
    await email.deliver(message({ details: { ...details, times: "Tuesday afternoon" } }), team);
    expect(partOf(server.received[1], "text/calendar")).toBe("");
    expect(partOf(server.received[1], "text/plain")).toContain("no calendar file");
  });

  it("takes no header from anything that was typed", async () => {
    const email = await emailTo(here());
    const nasty = fc.string({
      unit: fc.constantFrom("\r", "\n", "\0", "\u2028", ":", "a", '"', "<", ">", "ü", ",", " "),
    });
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, topic) => {
        server.received.length = 0;
        const typed = { ...details, name: `${name}\r\nBcc: eve@example.com`, topic: `${topic}\nX-Evil: 1` };
        await email.deliver(message({ details: typed }), team);
        const [mail] = server.received;
        expect(Object.keys(mail?.headers ?? {}).toSorted()).toEqual(
          [
            ...["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "references"],
            ...["reply-to", "subject", "to"],
          ].toSorted(),
        );
        expect(mail?.to).toEqual(["consultants@firm.example"]);
      }),
      { numRuns: 25 },
    );
  });
});

describe("a mail server that does not take the mail", () => {
  it.each<[Refusal["at"], Refusal["how"], RegExp]>([
    ["connection", 421, /^the mail server said 421 to /],
    ["recipient", 451, /^the mail server said 451 to RCPT TO$/],
    ["recipient", 550, /^the mail server said 550 to RCPT TO$/],
    ["data", 452, /^the mail server said 452 to DATA$/],
    ["data", 554, /^the mail server said 554 to DATA$/],
    ["recipient", "cut", /^the mail server was not reached \(E[A-Z]+\)$/],
    ["data", "cut", /^the mail server was not reached \(E[A-Z]+\)$/],
    ["data", "silent", /^the mail server was not reached \(ETIMEDOUT\)$/],
  ])("at %s with %s is tried again later, and the reason names nobody", async (at, how, reason) => {
    server.refusal = { at, how };
    const email = await emailTo(here(), { withinMs: 150 });
    const refused = await email.deliver(message(), team).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DeliveryRefused);
    expect((refused as DeliveryRefused).reason).toMatch(reason);
    // What is refused for what is in it holds up no other mail.
    expect((refused as DeliveryRefused).isOfTheMessage).toBe(at === "data" && how === 554);
    server.refusal = undefined;
    await (await emailTo(here())).deliver(message(), team);
    expect(new Set(server.received.map(({ headers }) => headers["message-id"])).size).toBe(1);
  });

  it("because nobody listens there is not reached", async () => {
    await server.close();
    await expect((await emailTo(here())).deliver(message(), team)).rejects.toThrow(/not reached \(E[A-Z]+\)/);
  });

  it("without TLS gets nothing, unless it is on this machine", async () => {
    // An address that reaches this machine and is not known as its own.
    const elsewhere = `smtp://0.0.0.0:${String(server.port)}`;
    await expect((await emailTo(elsewhere)).deliver(message(), team)).rejects.toBeInstanceOf(DeliveryRefused);
    expect(server.received).toEqual([]);
    await (await emailTo(here())).deliver(message(), team);
    expect(server.received).toHaveLength(1);
  });

  it("with a certificate that nobody vouches for gets nothing", async () => {
    await server.close();
    server = await startMailServer({ hasTls: true });
    const elsewhere = `smtp://0.0.0.0:${String(server.port)}`;
    await expect((await emailTo(elsewhere)).deliver(message(), team)).rejects.toBeInstanceOf(DeliveryRefused);
    expect(server.received).toEqual([]);
  });
});

describe("a mail server that asks for a password", () => {
  beforeEach(async () => {
    await server.close();
    server = await startMailServer({ asksPassword: true });
  });

  it("gets it as it stands in the address, and a check says whether it is right", async () => {
    const right = `smtp://ana:s%65cret@127.0.0.1:${String(server.port)}`;
    await openSmtp(right).check();
    await (await emailTo(right)).deliver(message(), team);
    expect(server.received[0]?.user).toBe("ana");
    await expect(openSmtp(right.replace("s%65cret", "wrong")).check()).rejects.toThrow("said 535");
  });
});

import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { FormBlock } from "../../../src/core/conversation/reply.js";
import { personId } from "../../../src/core/ids.js";
import { runChat } from "../../../src/doors/terminal/chat.js";
import { saveFile } from "../../../src/doors/terminal/save-file.js";
import { terminalWordKeys } from "../../../src/doors/terminal/words.js";
import {
  chart,
  lineOf,
  memoryClaims,
  quietLog,
  replyOf,
  reportFile,
  standinAdvisor,
  wordsOfDoor,
} from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "iso42001-terminal-"));

/** What the terminal shows when these lines are typed. */
async function typed(lines: readonly string[], advisor: StandinAdvisor, folder: string): Promise<string> {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(`${lines.join("\n")}\n`);
  let made = 0;
  await runChat({
    advisor,
    claims: memoryClaims(),
    log: quietLog,
    words: await wordsOfDoor("terminal", terminalWordKeys),
    unique: () => String((made += 1)),
    workspace: { platform: "terminal", id: "local" },
    person: { id: personId("terminal:ana"), standing: "member", isAdmin: false },
    input,
    output,
    folder,
  });
  return String(output.read());
}

describe("the terminal", () => {
  it("saves a file in the folder, never over another one, and says where", async () => {
    const folder = await newFolder();
    const advisor = standinAdvisor(() => replyOf([reportFile()]));
    const shown = await typed(["report", "report"], advisor, folder);
    expect(shown).toContain(`Saved as ${join(folder, "report.pdf")}`);
    expect(shown).toContain(`Saved as ${join(folder, "report-2.pdf")}`);
    expect(await readFile(join(folder, "report-2.pdf"), "utf8")).toBe("%PDF-1.7 report");
  });

  it("a file that cannot be saved costs no reply", async () => {
    const advisor = standinAdvisor(() => replyOf([{ kind: "text", text: "Here." }, reportFile()]));
    const shown = await typed(["report"], advisor, "/nowhere/at/all");
    expect(shown).toContain("Here.");
    expect(shown).toContain("could not save report.pdf here");
  });

  it("a file's name cannot lead out of the folder", async () => {
    const folder = await newFolder();
    await saveFile(folder, { name: "../../etc/x\\..\\y\n.pdf", bytes: new Uint8Array(1) });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it("shows how far the work is, and a chart with its earlier figures", async () => {
    const advisor = standinAdvisor(async (request) => {
      await request.showProgress?.(lineOf("1 of 2"));
      return replyOf([chart]);
    });
    expect(await typed(["report"], advisor, await newFolder())).toMatch(/1 of 2\n[^]*20% → 40%/);
  });

  it("asks whether to pass on only what came filled in, and takes Enter for what the box says", async () => {
    const text = { kind: "text", required: false, multiline: false, maxLength: 100 } as const;
    const box = { kind: "consent", required: false } as const;
    const sent: unknown[] = [];
    const form: FormBlock = {
      kind: "form",
      title: "Request",
      fields: [
        { ...text, id: "name", label: "Your name", value: "Ana" },
        { ...text, id: "times", label: "Your times" },
        { ...box, id: "shareName", label: "Pass on my name", value: true, about: ["name"] },
        { ...box, id: "shareTimes", label: "Pass on my times", value: true, about: ["times"] },
        { ...box, id: "shareQuestion", label: "Pass on the question", value: true, shows: "How much?" },
        { ...box, id: "shareSummary", label: "Share the summary", value: false, shows: "Verdict: Certify" },
      ],
      submit: { label: "Send", action: { do: "consult-send" } },
      reopen: { label: "Open", action: { do: "consult" } },
    };
    const advisor = standinAdvisor(({ input }) => {
      if (input.kind === "words") return replyOf([form]);
      sent.push(input.values);
      return replyOf([{ kind: "text", text: "Stored." }]);
    });
    const shown = await typed(["consult", "", "", "n", "", ""], advisor, "/nowhere");
    expect(sent).toEqual([{ name: "Ana", times: "", shareName: "", shareQuestion: "yes", shareSummary: "" }]);
    expect(shown).toContain("Verdict: Certify\nShare the summary");
    expect(shown).not.toContain("Pass on my times");
  });
});

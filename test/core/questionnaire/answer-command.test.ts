import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { composeAdvisor } from "../../../src/compose-advisor.js";
import { knowledgeFolder } from "../../../src/package-root.js";
import { LiveContent } from "../../../src/content/live-content.js";
import type { Advisor } from "../../../src/core/advisor.js";
import { decodeAction, encodeAction } from "../../../src/core/conversation/action.js";
import type { Action } from "../../../src/core/conversation/action.js";
import type { FileBlock, Reply } from "../../../src/core/conversation/reply.js";
import type { AttachedFile, Person, Request } from "../../../src/core/conversation/request.js";
import { choiceId, nonce, questionId } from "../../../src/core/ids.js";
import type { AssessmentId } from "../../../src/core/ids.js";
import { createPrinter } from "../../../src/documents/printer.js";
import { createTableReader } from "../../../src/documents/read-table.js";
import type { OpenStore } from "../../../src/stores/open-store.js";
import { buttonOf, openStore, person, quietLog, settingsOf, temporaryFolder, textOf } from "../../builders/world.js";

let store: OpenStore;
let advisor: Advisor;
let presses = 0;
const progress: Reply[] = [];
const ana = person("Ana");
const policy = "Do you have a written AI policy approved by top management?";

beforeEach(async () => {
  store = await openStore(await temporaryFolder());
  advisor = await composeAdvisor(settingsOf(), store, await LiveContent.open(knowledgeFolder(), quietLog));
  progress.length = 0;
});
afterEach(() => store.close());

const turn = (input: Request["input"], who: Person = ana): Promise<Reply> =>
  advisor.respond({
    workspace: { platform: "playground", id: "w1" },
    person: who,
    place: { kind: "personal", conversation: who.id },
    input,
    showProgress: (reply) => Promise.resolve(void progress.push(reply)),
  });
const say = (text: string, files: readonly AttachedFile[] = [], who?: Person): Promise<Reply> =>
  turn({ kind: "words", text, mentions: [], files }, who);
const press = (action: Action): Promise<Reply> =>
  turn({
    kind: "action",
    press: decodeAction(encodeAction({ action, nonce: nonce(`p${String((presses += 1))}`) })),
    values: {},
  });

async function startAssessment(): Promise<AssessmentId> {
  await say("assess");
  const [team] = await store.directory.summaries();
  const entries = team ? (await store.teams.read(team.team)).entries : [];
  const started = entries.find((entry) => entry.kind === "assessment-started");
  if (!started) throw new TypeError("no assessment was started");
  return started.assessment;
}
async function answerState(assessment: AssessmentId, question: string, state: string): Promise<void> {
  await press({ do: "answer", assessment, question: questionId(question), seen: 0, choice: choiceId(state) });
}
const fileOf = (reply: Reply): FileBlock => {
  const file = reply.blocks.find((block) => block.kind === "file");
  if (!file) throw new TypeError(`no file in: ${textOf(reply)}`);
  return file;
};
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("answer", () => {
  it("says how it works without a question, and offers the assessment while there is none", async () => {
    expect(textOf(await say("answer"))).toContain("CSV or XLSX");
    const reply = await say(`answer ${policy}`);
    expect(textOf(reply)).toContain("no assessment yet");
    expect(buttonOf(reply, /Start the assessment/u).action).toEqual({ do: "assess" });
  });

  it("is for people who take part", async () => {
    await answerState(await startAssessment(), "policy-written", "in-place");
    const reply = await say(`answer ${policy}`, [], person("Guest", { standing: "outside" }));
    expect(textOf(reply)).not.toContain("written AI policy");
  });

  it("drafts from the team's answer as text to copy, shows what it rests on, and only the asker sees it", async () => {
    await answerState(await startAssessment(), "policy-written", "in-place");
    const reply = await say(`answer ${policy}`);
    expect(reply.audience).toBe("asker");
    expect(reply.blocks.filter((block) => block.kind === "text").map(({ text }) => text)).toEqual([
      "We have a written AI policy, and our top management has approved it.",
    ]);
    expect(textOf(reply)).toContain("answered by Ana");
  });

  it("says that nothing is answered yet, with a button to the question", async () => {
    const assessment = await startAssessment();
    const reply = await say(`answer ${policy}`);
    expect(textOf(reply)).toContain("nothing to draft from");
    expect(buttonOf(reply, /Open this question/u).action).toEqual({
      do: "question",
      assessment,
      question: "policy-written",
    });
  });

  it("drafts on the question a person picks instead", async () => {
    await answerState(await startAssessment(), "incident-plan", "not-started");
    const reply = await press({ do: "draft", question: questionId("incident-plan"), asked: "what if it breaks?" });
    expect(textOf(reply)).toContain("what if it breaks?");
    expect(reply.blocks.some((block) => block.kind === "text" && block.text.startsWith("We "))).toBe(true);
    expect(textOf(await press({ do: "draft", question: questionId("gone") }))).toContain("no longer part");
  });

  it("drafts each of several questions", async () => {
    await answerState(await startAssessment(), "policy-written", "in-place");
    const reply = await say(`answer Are you ISO 42001 certified? ${policy} Is data encrypted at rest?`);
    const text = textOf(reply);
    expect(text).toContain("We do not hold an ISO/IEC 42001 certificate.");
    expect(text).toContain("We have a written AI policy");
    expect(text).toContain("can't draft this one");
  });
});

describe("answer with a questionnaire", () => {
  it("gives a CSV back with drafts, in which nothing anybody typed is a formula", async () => {
    await answerState(await startAssessment(), "policy-written", "in-place");
    const csv = `ID,Question,Notes\n1,${policy},"=HYPERLINK(""http://x"")"\n2,=cmd|' /C calc'!A0 do you use AI?,-5\n`;
    const reply = await say("answer", [{ name: "vendor.csv", bytes: bytesOf(csv) }]);
    const file = fileOf(reply);
    expect(file.name).toBe("vendor-drafts.csv");
    const lines = new TextDecoder().decode(file.bytes);
    expect(lines).toContain("We have a written AI policy");
    expect(lines).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines).toContain("'=cmd|");
    expect(lines).toMatch(/,-5,/u);
    expect(textOf(reply)).toContain("Drafted");
  });

  it("gives an XLSX back and shows progress on the way", async () => {
    await answerState(await startAssessment(), "policy-written", "in-place");
    const rows = Array.from({ length: 120 }, (_, index) => [index, `${policy} (${String(index)})`]);
    const columns = [
      { title: "No.", width: 5 },
      { title: "Question", width: 60 },
    ];
    const bytes = await createPrinter().xlsx({ title: "q", sheets: [{ name: "AI", columns, rows }] });
    const file = fileOf(await say("", [{ name: "Vendor.xlsx", bytes }]));
    expect(file.name).toBe("Vendor-drafts.xlsx");
    const back = await createTableReader().read(file);
    const sheet = back.kind === "table" ? back.sheets[0] : undefined;
    expect(sheet?.name).toBe("AI");
    expect(sheet?.rows[0]).toEqual(["No.", "Question", "Draft reply", "Confidence", "Rests on", "State", "To check"]);
    expect(sheet?.rows[120]?.slice(0, 3)).toEqual([
      119,
      `${policy} (119)`,
      "We have a written AI policy, and our top management has approved it.",
    ]);
    expect(progress.map(textOf)).toEqual([expect.stringContaining("50 of 120"), expect.stringContaining("100 of 120")]);
  });

  it("says in a sentence what is wrong with a bad file, what was kept and what to do", async () => {
    await startAssessment();
    const bad = async (name: string, text: string): Promise<string> =>
      textOf(await say("answer", [{ name, bytes: bytesOf(text) }]));
    expect(await bad("a.pdf", "%PDF-1.7")).toMatch(/not a table.*Nothing was kept.*Save/su);
    expect(await bad("a.csv", "a,b\n1,2\n3,4\n")).toContain("no column of questions");
    expect(await bad("a.csv", "")).toContain("is empty");
  });
});

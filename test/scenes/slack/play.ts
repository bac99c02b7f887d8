import { expect } from "vitest";
import type { Troupe } from "./stage.js";

/** Words that only one workspace knows: what of them turns up in the other is a leak. */
export interface Secrets {
  readonly note: string;
  readonly topic: string;
  readonly company: string;
}
export const secretsOf = ({ workspace: { team } }: Troupe): Secrets => ({
  note: `note-of-${team}`,
  topic: `topic-of-${team}`,
  company: `${team.toLowerCase()}@secret.example`,
});

/** What people of one workspace did that must be there afterwards. */
export interface Played {
  readonly reference: string;
  readonly answers: number;
}

/** A question in direct messages, by mention, in the thread; the agent's Messages tab. */
export async function asks(troupe: Troupe): Promise<void> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  await ana.says("How much does it cost?");
  await ana.sees("$20,000–$150,000+");
  await ana.says("and how long does it take?");
  await ana.sees("4–9 months");
  const thread = await ben.writes("what is iso 42001", { mentions: true });
  const answer = await ben.sees("https:");
  expect(answer).toMatchObject({ thread, isAlone: false });
  await ana.writes("how long does it take?", { thread });
  expect(await ana.sees("4–9 months")).toMatchObject({ thread, isAlone: false });
  await ana.opens("messages");
  await expect
    .poll(() => troupe.workspace.slack.of("assistant.threads.setSuggestedPrompts").length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  await ana.says("Does our SOC 2 report cover AI?");
  await ana.sees("SOC 2");
}

/** What part one is answered with, each with the words of the question that follows. */
const partOne: readonly (readonly [label: string, ticked?: string])[] = [
  ["An RFP or contract requires it"],
  ["AI is one feature among others"],
  ["Save", "provide"],
  ["No, our customers are not regulated"],
  ["Save", "soc-2"],
  ["No"],
  ["11 to 50"],
  ["3 to 5"],
  ["No date, and none in sight"],
];
const handedOverAt = 3;

/** Two people share the assessment: one begins, the other goes on where it stands, and the first leaves a note. */
export async function assesses(troupe: Troupe): Promise<number> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  const { note } = secretsOf(troupe);
  await ana.types("assess");
  for (const [index, [label, ticked]] of partOne.entries()) {
    const who = index < handedOverAt ? ana : ben;
    if (index === handedOverAt) {
      await ana.sees(`Question ${String(index + 1)} of 9`);
      await ben.types("assess");
    }
    await who.sees(`Question ${String(index + 1)} of 9`);
    await who.presses(label, ticked === undefined ? [] : [ticked]);
  }
  await ben.sees("Verdict: Certify");
  await ana.types("assess");
  await ana.sees("Question 1 of 35");
  await ana.presses("In progress");
  await ana.sees("Question 2 of 35");
  await ana.presses("Add a note to the last answer");
  await ana.opensForm("note");
  const { says, faults } = await ana.submits({ note, evidence: "not a link" });
  expect(faults?.["evidence"]).toContain("web address");
  expect(says).not.toContain("Saved");
  expect((await ana.submits({ note })).says).toContain("Saved");
  return partOne.length + 1;
}

/** The report with its picture, and as a file in direct messages. */
export async function reports(troupe: Troupe): Promise<void> {
  const ana = troupe.person("UANA");
  const { slack } = troupe.workspace;
  await ana.says("report");
  await ana.sees(/Verdict: Certify[^]*(?:slack_file|░░)/);
  await ana.says("export pdf");
  await expect
    .poll(() => [...slack.uploads.values()].filter((bytes) => bytes.subarray(0, 4).toString() === "%PDF").length, {
      timeout: 20_000,
    })
    .toBeGreaterThan(0);
  await expect
    .poll(
      () =>
        slack
          .of("files.completeUploadExternal")
          .filter(({ body, token }) => token === troupe.workspace.token && body["channel_id"] === ana.directMessages)
          .length,
      { timeout: 20_000 },
    )
    .toBe(1);
}

/** A request for a consultation, and its state in the Home tab. */
export async function consults(troupe: Troupe): Promise<string> {
  const ana = troupe.person("UANA");
  const { topic, company } = secretsOf(troupe);
  await ana.types("consult");
  await ana.opensForm("email");
  const typed = { topic, situation: "A bank asks", name: "Ana", times: "", timeZone: "" };
  const refused = await ana.submits({ ...typed, email: "nowhere" });
  expect(Object.keys(refused.faults ?? {})).toEqual(["email"]);
  const { says } = await ana.submits({ ...typed, email: company });
  const reference = /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(says)?.[0] ?? "";
  expect(reference).not.toBe("");
  await ana.opens("home");
  expect(await ana.sees(reference)).toMatchObject({ kind: "home" });
  await ana.sees("Verdict: Certify");
  await ana.types("consult");
  await ana.sees(topic);
  return reference;
}

/** All of it, in order. */
export async function plays(troupe: Troupe): Promise<Played> {
  await asks(troupe);
  const answers = await assesses(troupe);
  await reports(troupe);
  return { answers, reference: await consults(troupe) };
}

import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { knowledgeFolder } from "../../src/package-root.js";
import type { ContentFinding } from "../../src/content/finding.js";
import { obtainContent } from "../../src/content/kept-content.js";
import { readCustomerAsks } from "../../src/content/read-customer-asks.js";
import { copyKnowledge } from "../builders/knowledge.js";

const { questionnaire } = await obtainContent(knowledgeFolder());
const questions = questionnaire.readiness.questions.map(({ id }) => id);

async function findingsOf(folder: string): Promise<readonly ContentFinding[]> {
  const findings: ContentFinding[] = [];
  await readCustomerAsks(folder, questions, findings);
  return findings;
}

describe("how customers ask", () => {
  it("is in order in the product's own folder, for every quick question", async () => {
    const findings: ContentFinding[] = [];
    const { asks, outside, certified } = await readCustomerAsks(knowledgeFolder(), questions, findings);
    expect(findings).toEqual([]);
    expect([...asks.values()].every((lines) => lines.length >= 35)).toBe(true);
    expect(outside.length).toBeGreaterThan(400);
    expect(certified.length).toBeGreaterThanOrEqual(25);
  });

  it("names the file and line of what is missing, left over or said twice", async () => {
    const folder = await copyKnowledge();
    const asks = join(folder, "questionnaire/asks");
    await rm(join(asks, "users-told.txt"));
    await writeFile(join(asks, "no-such-question.txt"), "Do you?\n");
    await appendFile(join(asks, "policy-written.txt"), "\nIs data encrypted at rest and in transit\n");
    const found = await findingsOf(folder);
    expect(found.map(({ file }) => file).sort()).toEqual([
      "questionnaire/asks/no-such-question.txt",
      "questionnaire/asks/users-told.txt",
      "questionnaire/outside.txt",
    ]);
    expect(found.find(({ file }) => file.endsWith("outside.txt"))?.message).toContain("policy-written.txt");
  });
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { knowledgeNew } from "../../src/cli/knowledge-new.js";
import { checkKnowledge } from "../../src/content/checks/check-knowledge.js";
import type { KnowledgeReport } from "../../src/content/checks/check-knowledge.js";
import { readingGrade } from "../../src/content/checks/reading-grade.js";
import { showFinding } from "../../src/content/finding.js";
import { checkContent } from "../../src/content/load-content.js";
import { copySmallKnowledge, edit } from "../builders/knowledge.js";
import { temporaryFolder } from "../builders/world.js";

let folder: string;
let kept: string;
beforeEach(async () => {
  folder = await copySmallKnowledge();
  kept = await temporaryFolder();
});

const check = (today = "2026-11-25"): Promise<KnowledgeReport> => checkKnowledge({ folder, rooms: [], today, kept });
const warnings = ({ warnings: found }: KnowledgeReport): string => found.map(showFinding).join("\n");

describe("knowledge check", () => {
  it("finds nothing to mend in order, and tells reading grade, the rate of left-out phrasings and counts", async () => {
    const { errors, notes } = await check();
    expect(errors).toEqual([]);
    expect(notes[0]).toMatch(/^Reading grade of the short answers: median \d+\.\d; the hardest: .+ \d/u);
    expect(notes[1]).toMatch(/five folds\), \d+\.\d% of \d+ phrasings/u);
    expect(notes[2]).toMatch(/^Looked at 4 answers, \d+ phrasings/u);
  });

  it("warns of an answer past its day, and only then", async () => {
    expect(warnings(await check("2027-06-01"))).not.toContain("was last checked");
    expect(warnings(await check("2028-01-01"))).toContain("answers/cost.md:1: was last checked on");
    expect(warnings(await check("2025-01-01"))).toContain("which is yet to come");
  });

  it("warns of a hard short answer and of near-duplicates between topics", async () => {
    await edit(join(folder, "answers/cost.md"), (text) =>
      text.replace(
        /\n\nPlan for[^\n]+/u,
        "\n\nOrganizational certification expenditure considerations necessitate comprehensive multidisciplinary evaluation of heterogeneous contractual, infrastructural and administrative responsibilities.",
      ),
    );
    await edit(join(folder, "asks/cost.txt"), (text) => `${text}\nwhat about the labels in our training data here\n`);
    await edit(
      join(folder, "asks/data-quality.txt"),
      (text) => `${text}\nwhat about the label in our training data here?\n`,
    );
    const found = warnings(await check());
    expect(found).toMatch(/answers\/cost\.md:1: the short answer reads at grade \d/u);
    expect(found).toMatch(/asks\/data-quality\.txt:\d+: ".*" is almost ".*" of cost\./u);
  });

  it("takes a phrasing that the search itself sends elsewhere for an error", async () => {
    const often = ["?", "!", "?!", "...", " :)"].map((end) => `how much money does it cost${end}`).join("\n");
    await edit(join(folder, "asks/cost.txt"), (text) => `${text}\n${often}\n`);
    await edit(join(folder, "asks/timeline.txt"), (text) => `${text}\nhow much money does it cost\n`);
    expect((await check()).errors.map(showFinding)).toContainEqual(
      expect.stringMatching(/asks\/timeline\.txt:\d+: "how much money does it cost" goes to cost/u),
    );
  });

  it("stops before the phrasings when a file is wrong", async () => {
    await edit(join(folder, "answers/cost.md"), (text) => text.replace("sources: [", "sources: [S9999, "));
    const { errors, notes } = await check();
    expect(errors).toHaveLength(1);
    expect(notes).toEqual(["The phrasings were not tried: mend these first."]);
  });
});

describe("knowledge new", () => {
  it("writes a file that the check asks to be filled in", async () => {
    await knowledgeNew("drone-law", folder);
    const found = (await checkContent(folder)).findings.map(showFinding).join("\n");
    expect(found).toMatch(/answers\/drone-law\.md:\d+: asks: write at least 20/u);
  });

  it.each(["cost", "../escape", "Two Words", "123"])("leaves everything as it was for %s", async (slug) => {
    const before = await readFile(join(folder, "answers/cost.md"), "utf8");
    await expect(knowledgeNew(slug, folder)).rejects.toMatchObject({ code: "operator-mistake" });
    expect(await readFile(join(folder, "answers/cost.md"), "utf8")).toBe(before);
  });
});

describe("the reading grade", () => {
  it("is low for short words, high for long ones, and the same with or without Markdown", () => {
    expect(readingGrade("The cat sat. The dog ran.")).toBeLessThan(2);
    expect(readingGrade("Organizational considerations necessitate multidisciplinary evaluation.")).toBeGreaterThan(15);
    expect(readingGrade("**The cat** sat on [the mat](https://example.com/very/long).")).toBe(
      readingGrade("The cat sat on the mat."),
    );
  });
});

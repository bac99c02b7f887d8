import { readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { knowledgeFolder } from "../../src/package-root.js";
import { readAnswerFile } from "../../src/content/answer-file.js";
import { showFinding } from "../../src/content/finding.js";
import { obtainContent } from "../../src/content/kept-content.js";
import { checkContent } from "../../src/content/load-content.js";
import { topicId } from "../../src/core/ids.js";
import { copyKnowledge, edit } from "../builders/knowledge.js";
import { temporaryFolder } from "../builders/world.js";

let folder: string;
beforeEach(async () => {
  folder = await copyKnowledge();
});

const findings = async (): Promise<readonly string[]> => (await checkContent(folder)).findings.map(showFinding);
const answer = (id: string): string => join(folder, "answers", `${id}.md`);

describe("the product's knowledge folder", () => {
  it("is in order, and every answer has what readers rely on", async () => {
    const { content, findings: found } = await checkContent(knowledgeFolder());
    expect(found).toEqual([]);
    const entries = [...(content?.knowledge.entries.values() ?? [])];
    expect(entries).toHaveLength(110);
    for (const { asks, sources, reviewed, next } of entries) {
      expect(asks.length).toBeGreaterThanOrEqual(20);
      expect(sources.length).toBeGreaterThan(0);
      expect(reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
      expect(next).not.toBe("");
    }
  });
});

describe("an answer's file", () => {
  it.each(["{{ ", "](", "[", "# "])("with a line of nothing but %j is read at once", async (unit) => {
    const text = `${await readFile(answer("cost"), "utf8")}\n${unit.repeat(40_000)}\n`;
    const from = performance.now();
    readAnswerFile(text, "answers/cost.md", { sources: {}, figures: new Map() });
    expect(performance.now() - from).toBeLessThan(500);
  });
});

describe("what an editor gets wrong is named with its file and line", () => {
  it.each([
    [
      "a related answer that is not there",
      /related: \[[^,\]]*/u,
      "related: [gone-topic",
      /cost\.md:\d+: related: .*"gone-topic"/u,
    ],
    ["a source that is not there", "sources: [", "sources: [S9999, ", /cost\.md:\d+: There is no source "S9999"/u],
    ["a day that is none", /reviewed: .*/u, "reviewed: yesterday", /cost\.md:\d+: reviewed: reviewed is the day/u],
    [
      "a figure that is not there",
      "Plan for",
      "Plan for {{no-figure}}",
      /cost\.md:\d+: There is no figure "no-figure"/u,
    ],
    ["a link to nowhere", "Plan for", "[Plan](javascript:x) for", /cost\.md:\d+: The link to "javascript:x"/u],
    [
      "a long short answer",
      "Plan for",
      `Plan ${"very ".repeat(60)}for`,
      /cost\.md:\d+: The short answer has \d+ words/u,
    ],
    [
      "a heading too many",
      "## What to do next",
      "## Extra\n\n## What to do next",
      /cost\.md:\d+: The heading "Extra"/u,
    ],
    ["a key that is none", "related: [", "relates: x\nrelated: [", /cost\.md:\d+: .*relates/u],
  ])("%s", async (_what, from, to, expected) => {
    await edit(answer("cost"), (text) => text.replace(from, to));
    expect((await findings())[0]).toMatch(expected);
  });

  it("too few ways of asking", async () => {
    await edit(answer("cost"), (text) => text.replace(/asks:\n(?: {2}- .*\n)+/u, "asks: [one]\n"));
    expect((await findings())[0]).toMatch(/cost\.md:\d+: asks: write at least 20/u);
  });

  it("words that stand in two topics, and lines for a topic or kind that is not there", async () => {
    await edit(join(folder, "asks/cost.txt"), (text) => `${text}quite the same words\n`);
    await edit(join(folder, "asks/timeline.txt"), (text) => `${text}Quite the same words\n`);
    await writeFile(join(folder, "asks/gone.txt"), "hello\n");
    await writeFile(join(folder, "search/out-of-scope/gone.txt"), "hello\n");
    await rm(join(folder, "search/out-of-scope/greeting.txt"));
    const found = (await findings()).join("\n");
    expect(found).toMatch(/asks\/timeline\.txt:\d+: "Quite the same words" stands twice, here and for cost\./u);
    expect(found).toContain('knowledge/asks/gone.txt:1: There is no answer "gone"');
    expect(found).toContain('knowledge/search/out-of-scope/gone.txt:1: There is no kind "gone"');
    expect(found).toContain('The kind "greeting" needs lines');
  });

  it("a group of near words that is malformed", async () => {
    await edit(join(folder, "search/near-words.txt"), () => "staff: worker\nstaff: crew\nno colon\nboss: a,,b\n");
    expect(await findings()).toEqual([
      'knowledge/search/near-words.txt:2: There is a group "staff" already.',
      expect.stringContaining("knowledge/search/near-words.txt:3: A group is its name, a colon"),
      'knowledge/search/near-words.txt:4: The group "boss" has nothing between two commas.',
    ]);
  });

  it("files that editors' programs put beside them are passed over", async () => {
    await writeFile(join(folder, "answers/._cost.md"), "not an answer");
    await symlink("/nowhere", join(folder, "asks/.#cost.txt"));
    await edit(answer("cost"), (text) => `\uFEFF${text}`);
    expect(await findings()).toEqual([]);
  });

  it("no text makes the reader of an answer fail", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "---\n",
        "id: x\n",
        "asks:\n",
        "  - a\n",
        "# h\n",
        "{{",
        "}}",
        "](",
        "&a [*a]\n",
        "\t",
        "__proto__: 1\n",
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const read = readAnswerFile(pieces.join(""), "answers/x.md", { sources: {}, figures: new Map() });
        expect(read.entry !== undefined || read.findings.length > 0).toBe(true);
        for (const { line } of read.findings) expect(line).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe("content that is kept for a quick start", () => {
  let kept: string;
  beforeAll(async () => {
    kept = await temporaryFolder();
  });

  it("is given as long as no byte has changed, and read anew after that", async () => {
    const title = async (): Promise<string | undefined> =>
      (await obtainContent(folder, kept)).knowledge.entries.get(topicId("cost"))?.title;
    const before = await title();
    expect(await title()).toBe(before);
    await edit(answer("cost"), (text) => text.replace(/^title: .*$/mu, "title: Another title"));
    expect(await title()).toBe("Another title");
  });

  it("is made anew when the kept file is damaged", async () => {
    await obtainContent(folder, kept);
    for (const name of await readdir(kept)) await writeFile(join(kept, name), "half a fi");
    expect((await obtainContent(folder, kept)).knowledge.entries.size).toBe(110);
  });

  it("never hides that a folder is wrong", async () => {
    await obtainContent(folder, kept);
    await edit(answer("cost"), (text) => text.replace("sources: [", "sources: [S9999, "));
    await expect(obtainContent(folder, kept)).rejects.toMatchObject({ code: "content-wrong" });
  });
});

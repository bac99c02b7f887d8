import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { showFinding } from "../../src/content/finding.js";
import type { ContentFinding } from "../../src/content/finding.js";
import { checkTemplateBody } from "../../src/content/checks/template-body.js";
import { checkContent } from "../../src/content/load-content.js";
import type { Content } from "../../src/content/load-content.js";
import { readTemplates } from "../../src/content/read-templates.js";
import { productKnowledge } from "../core/starter-documents/product-templates.js";

let shared: Content;
let folder: string;
beforeAll(async () => {
  const { content } = await checkContent(productKnowledge);
  if (!content) throw new TypeError("the knowledge folder could not be read");
  shared = content;
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "iso42001-test-"));
  await cp(join(productKnowledge, "templates"), join(folder, "templates"), { recursive: true });
});

async function findings(): Promise<readonly string[]> {
  const found: ContentFinding[] = [];
  await readTemplates(folder, shared, found);
  return found.map(showFinding);
}

const policy = (): string => join(folder, "templates/ai-policy.md");

describe("the folder of starter documents", () => {
  it("is in order in the product", async () => {
    expect(await findings()).toEqual([]);
  });

  it("without a file is a finding", async () => {
    await rm(join(folder, "templates"), { recursive: true });
    expect(await findings()).toEqual(["knowledge/templates:1: There is no starter document in this folder."]);
  });
});

describe("what an editor gets wrong is named with its file and line", () => {
  it.each([
    ["no front matter", /^---\n/u, "", /ai-policy\.md:1: The file must start with front matter/u],
    ["another id", /id: ai-policy/u, "id: policy-one", /ai-policy\.md:2: id is "policy-one"/u],
    ["a long sentence", /about: .*/u, `about: ${"x".repeat(141)}`, /ai-policy\.md:4: about: about is one sentence/u],
    ["a capital in a name", /names: \[/u, "names: [Rules, ", /ai-policy\.md:5: names\.0: names are in lower case/u],
    [
      "a requirement that is none",
      /requirements: \[/u,
      "requirements: [A.99.1, ",
      /:6: There is no requirement "A\.99\.1"/u,
    ],
    ["a source that is not there", /sources: \[/u, "sources: [S9999, ", /:7: There is no source "S9999"/u],
    ["a day that is none", /reviewed: .*/u, "reviewed: soon", /:8: reviewed: reviewed is the day/u],
    ["a key that is none", /reviewed: /u, "nmae: x\nreviewed: ", /nmae/u],
    [
      "a question that is not there",
      /## Purpose/u,
      `{{ q["gone"].label }}\n## Purpose`,
      /md:\d+: q\["gone"\]: there is no such question/u,
    ],
    ["a choice that is not there", /contains "develop"/u, `contains "devlop"`, /md:\d+: contains "devlop"/u],
    [
      "a name that is not there",
      /## Purpose/u,
      "{{ policy.ownr }}\n## Purpose",
      /md:\d+: undefined variable: policy\.ownr/u,
    ],
    ["a filter that is not there", /## Purpose/u, "{{ team | shout }}\n## Purpose", /md:\d+: undefined filter: shout/u],
    ["a tag that is not closed", /## Purpose/u, "{% if team %}\n## Purpose", /md:\d+: .*not closed/u],
    ["HTML", /## Purpose/u, "<b>x</b>\n\n## Purpose", /md:\d+: A document has no place for HTML or pictures: "<b"/u],
    ["a block of code", /## Purpose/u, "```\nx\n```\n## Purpose", /no place for this Markdown: code/u],
    ["a wide table", /## Purpose/u, "|1|2|3|4|5|6|7|\n|-|-|-|-|-|-|-|\n\n## Purpose", /more than 6 columns/u],
  ])("%s", async (_what, from, to, expected) => {
    await writeFile(policy(), (await readFile(policy(), "utf8")).replace(from, to));
    expect((await findings())[0]).toMatch(expected);
  });

  it("the line of a fault in the body, counted from the head of the file", async () => {
    const lines = (await readFile(policy(), "utf8")).split("\n");
    const line = lines.findIndex((text) => text.startsWith("## Purpose"));
    await writeFile(policy(), lines.with(line, "{{ team | shout }}").join("\n"));
    expect((await findings())[0]).toContain(`ai-policy.md:${String(line + 1)}:`);
  });

  it("a name that two documents have", async () => {
    await writeFile(policy(), (await readFile(policy(), "utf8")).replace("names: [", "names: [hitl, "));
    expect((await findings())[0]).toMatch(/human-oversight-procedure\.md:5: "hitl" is a name of ai-policy too/u);
  });

  it("says of one that is far too long that it is", async () => {
    await writeFile(policy(), `${await readFile(policy(), "utf8")}\n${"word ".repeat(20_000)}\n`);
    expect((await findings()).join()).toContain("ai-policy.md:10: The template has more than 100000 characters.");
  });

  it.each(["> ", ">", "- ", "1. "])("says at once of one that nests without an end by %j that it does", (opening) => {
    const [template] = shared.templates;
    if (!template) throw new TypeError("there is no template");
    const from = performance.now();
    const [fault] = checkTemplateBody({ ...template, body: `${opening.repeat(30_000)}x` }, shared.questionnaire);
    expect(fault?.message).toContain("far too often");
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it.each(["{{ ", "{% "])("answers at once to a line of nothing but %j", (unit) => {
    const [template] = shared.templates;
    if (!template) throw new TypeError("there is no template");
    const from = performance.now();
    checkTemplateBody({ ...template, body: unit.repeat(33_000) }, shared.questionnaire);
    expect(performance.now() - from).toBeLessThan(300);
  });
});

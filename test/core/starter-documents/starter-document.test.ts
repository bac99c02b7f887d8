import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import type { DocumentBlock, Inlines } from "../../../src/core/document/document.js";
import { escapeMarkdown } from "../../../src/core/conversation/markdown.js";
import { makeStarterDocument } from "../../../src/core/starter-documents/starter-document.js";
import type { StarterDocument } from "../../../src/core/starter-documents/starter-document.js";
import type { StarterTemplate } from "../../../src/core/starter-documents/template.js";
import type { TemplateSource } from "../../../src/core/starter-documents/template-data.js";
import { hostileText } from "../../builders/reply.js";
import { assessmentWith, everythingAnswered, openTemplates, sourceOf, stateAnswer } from "./product-templates.js";

let questionnaire: Questionnaire;
let templates: readonly StarterTemplate[];
beforeAll(async () => {
  ({ questionnaire, templates } = await openTemplates());
});

function make(template: StarterTemplate, more: Partial<TemplateSource> = {}): StarterDocument {
  const made = makeStarterDocument(template, sourceOf(questionnaire, more), { subtitle: "", footer: "" });
  if (made.kind === "faulty") throw new TypeError(`${template.id}: ${made.message}`);
  return made;
}

const bodyOnly = (body: string): StarterTemplate => ({
  id: "t",
  title: "Title",
  about: "About.",
  names: [],
  requirements: [],
  sources: [],
  reviewed: "2026-11-25",
  body,
});

const runsOf = (blocks: readonly DocumentBlock[]): readonly Inlines[] =>
  blocks.flatMap((block): readonly Inlines[] => {
    if (block.kind === "paragraph") return [block.text];
    if (block.kind === "list") return block.items;
    return block.kind === "table" ? block.rows.flat() : [];
  });
const wordsOf = (blocks: readonly DocumentBlock[]): string =>
  runsOf(blocks)
    .map((runs) => runs.map(({ text }) => text).join(""))
    .join("\n");

describe("the product's starter documents", () => {
  it("are ten, and each is whole with nothing, something and everything answered", () => {
    expect(templates).toHaveLength(10);
    const cases: readonly Partial<TemplateSource>[] = [
      {},
      { team: "Acme", assessment: assessmentWith({ "policy-written": stateAnswer("in-progress", { owner: "Ann" }) }) },
      ...questionnaire.readiness.states.map(({ id }) => ({
        team: "Acme",
        assessment: everythingAnswered(questionnaire, id, { owner: "Ann", due: "2026-12-24", evidence: "wiki" }),
      })),
    ];
    for (const template of templates)
      for (const given of cases) {
        const { document, places } = make(template, given);
        expect(document.title).toBe(template.title);
        expect(document.blocks.filter(({ kind }) => kind === "heading").length).toBeGreaterThan(2);
        expect(wordsOf(document.blocks)).not.toMatch(/\{[{%]|undefined|\[object|^\||\*\*/mu);
        expect(places.open).toBeGreaterThan(0);
      }
  });

  it("begin with small print on how to use them, and give every table the heading above it", () => {
    for (const template of templates) {
      const { blocks } = make(template).document;
      expect(blocks[0]).toMatchObject({ kind: "paragraph", look: "note" });
      for (const block of blocks)
        if (block.kind === "table") {
          expect(block.caption).not.toBe("");
          expect(block.rows.every((row) => row.length === block.widths.length)).toBe(true);
        }
    }
  });

  it("fill more places the more is answered", () => {
    for (const template of templates) {
      const none = make(template).places;
      const all = make(template, { team: "Acme", assessment: everythingAnswered(questionnaire, "in-progress") }).places;
      expect(none.filled).toBe(0);
      expect(all.filled).toBeGreaterThan(0);
    }
  });
});

describe("a person's words in a starter document", () => {
  const hostileTeam = fc.oneof(
    hostileText,
    fc.constantFrom(
      "| a | b |\n| --- | --- |",
      "\\",
      "a\\|b",
      "[x]: https://x.example",
      "{{ team }}",
      "]( https://x.example )",
      "[name]",
    ),
  );

  it("never change the tables, make a link or get a look of their own", () => {
    const shape = (blocks: readonly DocumentBlock[]): unknown =>
      blocks.map((block) => [
        block.kind,
        block.kind === "table" ? [block.head.length, block.rows.length] : 0,
        block.kind === "list" ? block.items.length : 0,
      ]);
    const plain = { owner: "Ann", note: "Note", evidence: "Wiki" };
    const wanted = templates.map((template) =>
      shape(
        make(template, { team: "Acme", assessment: everythingAnswered(questionnaire, "in-progress", plain) }).document
          .blocks,
      ),
    );
    fc.assert(
      fc.property(hostileTeam, hostileTeam, (team, detail) => {
        const details = { owner: detail, note: detail, evidence: detail };
        const assessment = everythingAnswered(questionnaire, "in-progress", details);
        templates.forEach((template, index) => {
          const { blocks } = make(template, { team, assessment }).document;
          expect(shape(blocks)).toEqual(wanted[index]);
          expect(
            runsOf(blocks)
              .flat()
              .some(({ link, code }) => link !== undefined || code === true),
          ).toBe(false);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("come back as they were, in a paragraph, a list and a cell", () => {
    const template = bodyOnly(
      `{{ q["policy-written"].note }}\n\n- {{ q["policy-written"].note }}\n\n| A | B |\n| --- | --- |\n| {{ q["policy-written"].note }} | x |`,
    );
    fc.assert(
      fc.property(
        hostileTeam.filter((text) => escapeMarkdown(text) !== ""),
        (note) => {
          const assessment = assessmentWith({ "policy-written": stateAnswer("in-place", { note }) });
          const { document, places } = make(template, { assessment });
          const said = note.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
          expect(wordsOf(document.blocks)).toBe([said, said, said, "x"].join("\n"));
          expect(places).toEqual({ filled: 3, open: 0 });
        },
      ),
    );
  });
});

describe("the count of places", () => {
  it("takes for filled what the team said, and for open what is in brackets", () => {
    const template = bodyOnly(
      `{{ team }}, {{ date }}: [goal] {{ q["policy-written"].owner | default: "[name]" }} {{ q["policy-written"].label | downcase }} {% for i in (1..2) %}{{ i }} [x] {% endfor %}`,
    );
    expect(make(template).places).toEqual({ filled: 0, open: 5 });
    expect(make(bodyOnly("*Fill in the [brackets].*\n\n[goal]")).places).toEqual({ filled: 0, open: 1 });
    const assessment = assessmentWith({ "policy-written": stateAnswer("in-place", { owner: "[Ann]" }) });
    expect(make(template, { team: "Acme", assessment }).places).toEqual({ filled: 3, open: 3 });
  });
});

describe("a template", () => {
  it.each([
    ["a file", `{% include "x" %}`, /tag "include" not found/u],
    ["unescaped words", "one\n{{ team | raw }}", /undefined filter: raw/u],
    ["a tag that is not closed", "{% if team %}", /not closed/u],
  ])("cannot use %s", (_what, body, message) => {
    const made = makeStarterDocument(bodyOnly(body), sourceOf(questionnaire), { subtitle: "", footer: "" });
    expect(made).toMatchObject({ kind: "faulty", message: expect.stringMatching(message) as string });
  });
});

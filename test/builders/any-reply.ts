import fc from "fast-check";
import type { Block, Button, Field, Reply } from "../../src/core/conversation/reply.js";
import { escapeMarkdown } from "../../src/core/conversation/markdown.js";
import { nonce, topicId } from "../../src/core/ids.js";

/** What a person may type, of the kind that breaks renderers. */
export const typed: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ...["<@U1>", "<!channel>", "<!here|x>", "<#C1>", "<https://a.example|b>", "&lt;", "&amp;lt;", "&", "<", ">"],
        ...["*", "_", "~", "`", "```", "**", "*b*", "_i_", "~s~", "`c`", "*_~x~_*", "> q", "a*b*c", "x *y", "z* w"],
        ...[
          ":smile:",
          ":+1:",
          "10:30:45",
          ":a",
          "|",
          "[x](javascript:alert(1))",
          "[x](https://e.example/a|b>c)",
          "# h",
        ],
        ...["- a", "1. b", "\n", "\n\n", "\t", " ", "  ", "\u200B", "\u2060", "\u0000", "\u0001", "\u2028", '"', "\\"],
        ...["🙂", "👨‍👩‍👧‍👦", "e\u0301\u0323", "\u202Eabc\u202C", "שלום", "漢字", "word", "snake_case", "2 * 3"],
        ...["@channel", "#general", "https://x.example/?a=1&b=2", "!", "(", ")"],
      ),
      { maxLength: 12 },
    )
    .chain((parts) => fc.constantFrom("", " ").map((between) => parts.join(between))),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.lorem({ maxCount: 700 }),
  fc
    .tuple(fc.constantFrom("x", "&", "<", "🙂", "漢", "👨‍👩‍👧‍👦", '"', "*a "), fc.integer({ min: 1, max: 3_500 }))
    .map(([unit, count]) => unit.repeat(count)),
);

const label = fc.oneof({ weight: 3, arbitrary: fc.lorem({ maxCount: 14 }) }, typed);

const button: fc.Arbitrary<Button> = fc.record(
  {
    label,
    action: fc.oneof(
      fc.constant({ do: "topic" as const, topic: topicId("cost") }),
      fc.lorem({ maxCount: 60 }).map((about) => ({ do: "consult" as const, about: about.slice(0, 400) })),
    ),
    style: fc.constantFrom("primary" as const, "danger" as const),
  },
  { requiredKeys: ["label", "action"] },
);

const url = fc.oneof(
  fc.constantFrom(
    "https://example.com/a",
    "javascript:alert(1)",
    "not a url",
    "https://e.example/a b|c>d<e?x=1&y=&lt;",
  ),
  fc.integer({ min: 1, max: 4_000 }).map((count) => `https://e.example/${"a".repeat(count)}`),
  fc.string({ unit: "binary", maxLength: 20 }).map((path) => `https://e.example/${path}`),
);

/** Markdown as our own words and a person's, put together as `phrases` does. */
const markdown = fc
  .array(
    fc.oneof(
      typed.map(escapeMarkdown),
      typed.map((words) => `**${escapeMarkdown(words).replace(/\n/g, " ") || "x"}** and *more*`),
      fc
        .tuple(fc.lorem({ maxCount: 200 }), url)
        .map(([words, to]) => `[${words}](<${to.replace(/[<>\n]/g, "")}>) there`),
      fc
        .array(typed.map(escapeMarkdown), { minLength: 1, maxLength: 4 })
        .map((items) => items.map((item) => `- ${item}`).join("\n")),
      fc.lorem({ maxCount: 700 }).map((words) => `**${words.replace(/\./g, "")}**`),
      fc.lorem({ maxCount: 30 }).map((words) => `> ${words}\n> - nested *list*\n\n1. one\n   - two \`code\``),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join("\n\n"));

const options = fc
  .integer({ min: 0, max: 150 })
  .chain((count) =>
    fc
      .array(label, { minLength: count, maxLength: count })
      .map((labels) => labels.map((words, index) => ({ value: `v${String(index)}`, label: words }))),
  );
const beside = { label, required: fc.boolean(), hint: typed, error: label };
const required: ["kind", "id", "label", "required"] = ["kind", "id", "label", "required"];

const field = (id: string): fc.Arbitrary<Field> =>
  fc.oneof(
    fc.record(
      {
        ...{
          ...beside,
          kind: fc.constant("text" as const),
          id: fc.constant(id),
          multiline: fc.boolean(),
          value: typed,
        },
        maxLength: fc.integer({ min: 0, max: 5_000 }),
        purpose: fc.constantFrom("email" as const, "url" as const, "date" as const),
      },
      { requiredKeys: [...required, "multiline", "maxLength"] },
    ),
    fc.record(
      {
        ...{ ...beside, kind: fc.constant("choice" as const), id: fc.constant(id), several: fc.boolean(), options },
        value: fc.uniqueArray(fc.constantFrom("v0", "v3", "v120", "none"), { maxLength: 3 }),
      },
      { requiredKeys: [...required, "several", "options"] },
    ),
    fc.record(
      { ...beside, kind: fc.constant("consent" as const), id: fc.constant(id), value: fc.boolean(), shows: typed },
      { requiredKeys: required },
    ),
  );

const fields = (max: number) =>
  fc
    .integer({ min: 1, max })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => field(`f${String(index)}`))));

const form = fc.oneof({ weight: 4, arbitrary: fields(6) }, fields(130)).chain((inside) =>
  fc.record({
    kind: fc.constant("form" as const),
    title: label,
    fields: fc.constant(inside),
    submit: button,
    reopen: button,
  }),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text: label }),
  fc.record({ kind: fc.constantFrom("markdown" as const, "note" as const), markdown }),
  fc.record({ kind: fc.constant("text" as const), text: typed }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label, value: typed }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant("picture" as const),
    title: label,
    alt: label,
    bars: fc.array(fc.record({ label, share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), text: label }), {
      maxLength: 30,
    }),
  }),
  fc
    .tuple(fc.array(button, { minLength: 0, maxLength: 12 }), fc.constantFrom(1, 1, 1, 30, 150))
    .map(([buttons, times]) => ({
      kind: "buttons" as const,
      buttons: Array.from({ length: times }, () => buttons).flat(),
    })),
  fc.record({ kind: fc.constant("links" as const), links: fc.array(fc.record({ label, url }), { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant("file" as const),
    name: label,
    mediaType: fc.constant("application/pdf"),
    bytes: fc.constant(new Uint8Array(1)),
  }),
);

/** Any reply there could be: every kind of block, hostile words, thousands of buttons, forms of a hundred fields. */
export const replyOfAnySize: fc.Arbitrary<Reply> = fc
  .tuple(fc.array(block, { maxLength: 14 }), fc.option(form, { nil: undefined }))
  .map(([blocks, last]) => ({
    nonce: nonce("n1"),
    blocks: last ? [...blocks, last] : blocks,
    audience: "asker",
    replaces: false,
  }));

import fc from "fast-check";
import type { Block, Button, Field, Reply } from "../../src/core/conversation/reply.js";
import { nonce, topicId } from "../../src/core/ids.js";
import { escapeMarkdown } from "../../src/core/conversation/markdown.js";

/** Words of the kind that break renderers. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    "<!channel>",
    "[x](javascript:alert(1))",
    "<@U1>",
    "*bold* _it_ ~no~ `code`",
    "a & b < c > d",
    "2 * 3 * 4",
    "1. one",
    "# head",
    "🙂👨‍👩‍👧",
    "\u202Eright to left",
    "<script>alert(1)</script>",
  ),
  fc.string({ maxLength: 60 }),
  fc.lorem({ maxCount: 400 }),
);

const label = fc.lorem({ maxCount: 12 });
const button: fc.Arbitrary<Button> = fc.record({
  label,
  action: fc.constant({ do: "topic", topic: topicId("cost") } as const),
});
const markdown = fc
  .array(hostileText.map(escapeMarkdown), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((part, index) => (index % 2 === 0 ? part : `- **${part || "x"}**`)).join("\n\n"));

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    kind: fc.constant("text" as const),
    id: fc.constantFrom("a", "b"),
    label,
    required: fc.boolean(),
    multiline: fc.boolean(),
    maxLength: fc.constant(500),
    value: hostileText.map((text) => text.slice(0, 400)),
  }),
  fc.record({
    kind: fc.constant("choice" as const),
    id: fc.constant("c"),
    label,
    required: fc.boolean(),
    several: fc.boolean(),
    options: fc.constant([
      { value: "1", label: "One" },
      { value: "2", label: "Two" },
    ]),
  }),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text: fc.lorem({ maxCount: 10 }) }),
  fc.record({ kind: fc.constantFrom("markdown" as const, "note" as const), markdown }),
  fc.record({ kind: fc.constant("text" as const), text: hostileText }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label, value: hostileText }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant("picture" as const),
    title: label,
    alt: label,
    bars: fc.array(fc.record({ label, share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), text: label }), {
      minLength: 1,
      maxLength: 18,
    }),
  }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(button, { minLength: 1, maxLength: 12 }) }),
  fc.record({
    kind: fc.constant("links" as const),
    links: fc.array(
      fc.record({ label, url: fc.constantFrom("https://example.com/a", "javascript:alert(1)", "not a url") }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

const form: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("form" as const),
  title: label,
  fields: fc.uniqueArray(field, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
  submit: button,
  reopen: button,
});

/** Any reply a core could make, and then some. */
export const anyReply: fc.Arbitrary<Reply> = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 14 }), fc.option(form, { nil: undefined }))
  .map(([blocks, last]) => ({
    nonce: nonce("n1"),
    blocks: last ? [...blocks, last] : blocks,
    audience: "asker",
    replaces: false,
  }));

/** The words a person must be able to read in what a door draws. */
export const wordsOf = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((drawn) =>
    drawn.kind === "text" ? drawn.text.split(/\s+/).filter((word) => /^[a-z]{3,}$/.test(word)) : [],
  );

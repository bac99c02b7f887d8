import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMarkdown } from "../../../src/core/conversation/markdown.js";
import type { Block, Reply } from "../../../src/core/conversation/reply.js";
import { asTextBars, drawBlocks, toMessages } from "../../../src/doors/slack/blocks.js";
import { drawModal, waitingModal } from "../../../src/doors/slack/modal.js";
import { drawPieces, literal, toMrkdwn } from "../../../src/doors/slack/mrkdwn.js";
import { plainOf, textOfBlocks } from "../../../src/doors/slack/replies.js";
import { slackWordKeys } from "../../../src/doors/slack/words.js";
import { replyOfAnySize, typed } from "../../builders/any-reply.js";
import { messageFaults, viewFaults } from "../../standins/block-kit-rules.js";
import { lettersOf, lettersOfMrkdwn, readMrkdwn } from "../../standins/mrkdwn-reader.js";
import type { ReadMrkdwn } from "../../standins/mrkdwn-reader.js";
import { replyOf, wordsOfDoor } from "../door-parts.js";

const words = await wordsOfDoor("slack", slackWordKeys);

/** Everything that is read in the blocks, in order, as letters. */
const lettersIn = (blocks: readonly KnownBlock[]): string =>
  blocks
    .flatMap((block) => {
      if (block.type === "section") return block.text ? [block.text] : [];
      if (block.type === "header") return [block.text];
      return block.type === "context" ? block.elements.flatMap((element) => ("text" in element ? [element] : [])) : [];
    })
    .map(({ type, text }) => (type === "mrkdwn" ? lettersOfMrkdwn(text) : lettersOf(text)))
    .join("");

const mrkdwnIn = (blocks: readonly KnownBlock[]): readonly string[] =>
  blocks.flatMap((block) => {
    const texts = block.type === "section" ? [block.text] : block.type === "context" ? block.elements : [];
    return texts.flatMap((text) => (text?.type === "mrkdwn" ? [text.text] : []));
  });

/** What must be read of a block, word for word. */
function lettersOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case "text":
      return [lettersOf(block.text)];
    case "facts":
      return block.facts.map(({ label, value }) => {
        const end = label.trim() === "" || label.trim().endsWith("?") ? "" : ":";
        return lettersOf(`${label}${end}${value}`);
      });
    case "picture":
      return block.bars.map(({ label, text }) => lettersOf(`${label}:${text}`));
    default:
      return [];
  }
}

describe("Any reply in Slack", () => {
  it("gives messages that Slack takes", () => {
    fc.assert(
      fc.property(replyOfAnySize, (reply) => {
        for (const [index, blocks] of toMessages(drawBlocks(reply, "message")).entries())
          expect(messageFaults({ text: index === 0 ? plainOf(reply) : textOfBlocks(blocks), blocks })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("gives messages that Slack takes with pictures, and with bars in their place", () => {
    fc.assert(
      fc.property(replyOfAnySize, (reply) => {
        const pictures = new Map(
          reply.blocks.flatMap((block, index) => (block.kind === "picture" ? [[block, `F${String(index)}`]] : [])),
        );
        for (const blocks of toMessages(drawBlocks(reply, "message", pictures))) {
          expect(messageFaults({ text: "x", blocks })).toEqual([]);
          for (const message of toMessages(asTextBars(blocks, pictures)))
            expect(messageFaults({ text: "x", blocks: message })).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives a modal that Slack takes", () => {
    fc.assert(
      fc.property(replyOfAnySize, (reply) => {
        const view = drawModal(reply, words);
        expect(viewFaults({ ...view })).toEqual([]);
        const all = drawBlocks(reply, "modal");
        if (all.length > 100) expect(JSON.stringify(view.blocks.at(-1))).toContain("left out");
        else expect(view.blocks).toHaveLength(all.length);
      }),
      { numRuns: 150 },
    );
    expect(viewFaults({ ...waitingModal("", words) })).toEqual([]);
  });

  it("loses no word of what it says, and keeps their order", () => {
    fc.assert(
      fc.property(replyOfAnySize, (reply) => {
        const read = lettersIn(toMessages(drawBlocks(reply, "message")).flat());
        let from = 0;
        for (const expected of reply.blocks.flatMap(lettersOfBlock)) {
          const at = read.indexOf(expected, from);
          expect(at, expected).toBeGreaterThanOrEqual(0);
          from = at + expected.length;
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps a form's boxes and its button in one message", () => {
    const choice = { kind: "choice" as const, label: "Which?", required: true, several: true };
    const options = Array.from({ length: 10 }, (_, index) => ({
      value: `v${String(index)}`,
      label: "An option ".repeat(7),
    }));
    const action = { do: "status" } as const;
    const reply: Reply = replyOf([
      { kind: "text", text: "word ".repeat(2_000) },
      {
        kind: "form",
        title: "A form",
        fields: ["a", "b", "c"].map((id) => ({ ...choice, id, options })),
        submit: { label: "Save", action },
        reopen: { label: "Open", action },
      },
    ]);
    const holders = toMessages(drawBlocks(reply, "message")).filter((blocks) =>
      blocks.some(({ type }) => type === "input" || type === "actions"),
    );
    expect(holders).toHaveLength(1);
    expect(holders[0]?.filter(({ type }) => type === "input")).toHaveLength(3);
  });

  it("says what it shortens: a label that is too long ends in an ellipsis", () => {
    const label = "word ".repeat(40).trim();
    const [row] = drawBlocks(replyOf([{ kind: "buttons", buttons: [{ label, action: { do: "status" } }] }]), "message");
    const text = row?.type === "actions" && row.elements[0]?.type === "button" ? row.elements[0].text.text : "";
    expect(text).toMatch(/word…$/);
  });
});

const meansNothing = { mentions: [], emoji: [], quotes: 0 };
const meaningOf = ({ mentions, emoji, quotes }: ReadMrkdwn) => ({ mentions, emoji, quotes });
const readings = ["space", "letter"] as const;

describe("What a person types", () => {
  it("means only itself in mrkdwn: no mention, link, format, quote or emoji", () => {
    fc.assert(
      fc.property(typed, (text) => {
        for (const drawn of [
          ...drawPieces([{ text: literal(text), marks: [] }], 3_000),
          ...toMrkdwn(escapeMarkdown(text)),
        ])
          for (const joiner of readings) {
            const read = readMrkdwn(drawn, joiner);
            expect(meaningOf(read)).toEqual(meansNothing);
            expect(read.runs.filter(({ looks, link }) => looks.length > 0 || link !== undefined)).toEqual([]);
          }
      }),
      { numRuns: 600 },
    );
  });

  it("means nothing wherever it stands in a reply", () => {
    const reply = (text: string): Reply =>
      replyOf([
        { kind: "facts", facts: [{ label: text, value: text }] },
        { kind: "picture", title: text, alt: text, bars: [{ label: text, share: 0.5, text }] },
        { kind: "markdown", markdown: `You said **${escapeMarkdown(text) || "x"}**, ${escapeMarkdown(text)}` },
        { kind: "note", markdown: escapeMarkdown(text) },
      ]);
    fc.assert(
      fc.property(typed, (text) => {
        for (const joiner of readings)
          for (const drawn of mrkdwnIn(drawBlocks(reply(text), "message"))) {
            const read = readMrkdwn(drawn, joiner);
            expect(meaningOf(read)).toEqual(meansNothing);
            expect(read.runs.filter(({ link }) => link !== undefined)).toEqual([]);
            expect(read.runs.filter(({ looks }) => looks.some((look) => look === "_" || look === "~"))).toEqual([]);
          }
        expect(plainOf(reply(text))).not.toMatch(/<[!@#]/);
      }),
      { numRuns: 80 },
    );
  });
});

/** Inline Markdown and what it is meant to look like. */
const inline = fc.oneof(
  typed.filter((text) => escapeMarkdown(text) !== "").map((text) => ({ markdown: escapeMarkdown(text), looks: "" })),
  fc.lorem({ maxCount: 60 }).map((text) => ({ markdown: `**${text}**`, looks: "*" })),
  fc.lorem({ maxCount: 60 }).map((text) => ({ markdown: `*${text}*`, looks: "_" })),
  fc.lorem({ maxCount: 20 }).map((text) => ({ markdown: `***${text}***`, looks: "_*" })),
  fc.lorem({ maxCount: 5 }).map((text) => ({ markdown: `\`${text}\``, looks: "`" })),
  fc.lorem({ maxCount: 5 }).map((text) => ({ markdown: `[${text}](https://e.example/a?b=1&c=2)`, looks: "link" })),
);
const lookOf = (read: ReadMrkdwn["runs"][number]): string =>
  read.link === "https://e.example/a?b=1&c=2" ? "link" : [...read.looks].sort().join("");

describe("What an editor writes", () => {
  it("looks as it was meant, however it is cut", () => {
    fc.assert(
      fc.property(
        fc.array(inline, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 150, max: 600 }),
        (parts, limit) => {
          const meant = parts.map(({ markdown, looks }) => ({
            looks: looks === "link" ? "link" : looks.split("").sort().join(""),
            letters: lettersOfMrkdwn(toMrkdwn(markdown, Infinity).join("")),
          }));
          const drawn = toMrkdwn(parts.map(({ markdown }) => markdown).join(" "), limit);
          for (const text of drawn) expect(text.length).toBeLessThanOrEqual(limit);
          for (const joiner of readings) {
            const seen: { looks: string; letters: string }[] = [];
            for (const run of drawn.flatMap((text) => readMrkdwn(text, joiner).runs)) {
              const letters = lettersOf(run.text);
              const last = seen.at(-1);
              if (letters === "") continue;
              if (last?.looks === lookOf(run)) last.letters += letters;
              else seen.push({ looks: lookOf(run), letters });
            }
            const merged: { looks: string; letters: string }[] = [];
            for (const one of meant.filter(({ letters }) => letters !== "")) {
              const last = merged.at(-1);
              if (last?.looks === one.looks) last.letters += one.letters;
              else merged.push({ ...one });
            }
            expect(seen).toEqual(merged);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ["foo**bar**baz", "foo\u200B*bar*\u200Bbaz"],
    ["**one\ntwo**", "*one*\n*two*"],
    ["a ![a chart](https://e.example/x.png) b", "a a chart b"],
    ["> quoted\n> again", "> quoted\n> again"],
    ["[a|b](https://e.example/?x=1&y=2)", "<https://e.example/?x=1&amp;y=2|a¦b>"],
    ["[x](https://e.example/\uD800)", "<https://e.example/%EF%BF%BD|x>"],
  ])("%j becomes %j", (markdown, expected) => {
    expect(toMrkdwn(markdown)).toEqual([expected]);
  });
});

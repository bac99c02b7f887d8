import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMrkdwn } from "../../src/doors/slack/mrkdwn.js";
import { drawText } from "../../src/doors/terminal/text.js";
import { escapeMarkdown } from "../../src/core/conversation/markdown.js";
import { splitText } from "../../src/doors/split-text.js";
import { anyReply, hostileText } from "../builders/reply.js";

describe("Block Kit", () => {
  it.each([
    ["**bold** and *slanted*", "*bold* and _slanted_"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["`a * b`", "`a * b`"],
    ["[site](https://example.com)", "<https://example.com|site>"],
    ["[site](javascript:alert(1))", "site"],
    ["a & b < c", "a &amp; b &lt; c"],
    ["- one\n- two", "• one\n• two"],
  ])("%s becomes %s", (markdown, expected) => {
    expect(toMrkdwn(markdown)).toEqual([expected]);
  });
});

describe("words of a person", () => {
  it("put into Markdown, they read back as exactly those words", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
        const drawn = toMrkdwn(`You said: ${escapeMarkdown(text)}`).join(" ");
        const back = drawn
          .replace(/&lt;/g, "<")
          .replace(/&gt;/g, ">")
          .replace(/&amp;/g, "&")
          .replace(/\u2060/g, "");
        // A look-alike stands for the backtick, and one word may be longer than a part.
        const words = (said: string): string => said.replace(/`/g, "ˋ").replace(/[\s\u2060]+/g, "");
        expect(words(back)).toBe(words(`You said: ${plain}`));
      }),
    );
  });

  it("cannot steer a terminal", () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        expect(drawText(reply)).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
    );
  });

  it("split for a limit, they lose nothing but white space at the cuts", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 5, max: 80 }), (text, limit) => {
        const parts = splitText(text, limit);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
        expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
    );
  });
});

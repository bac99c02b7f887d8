import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortcutMessageSchema, wordsOfMessage } from "../../../src/doors/slack/message-words.js";

const wordsOf = (message: unknown): string => wordsOfMessage(shortcutMessageSchema.parse(message));
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("what a message says", () => {
  it.each([
    ["its text", { text: "Hi", blocks: [section("Hi there")] }, "Hi"],
    ["its blocks, without text", { text: "", blocks: [section("One"), section("Two")] }, "One\nTwo"],
    [
      "an app's blocks, where they say more",
      { text: "New", bot_id: "B1", blocks: [section("Are you certified?")] },
      "Are you certified?",
    ],
    [
      "no buttons",
      { blocks: [section("A"), { type: "actions", elements: [{ type: "button", text: { text: "Go" } }] }] },
      "A",
    ],
    ["an attachment, where there is nothing else", { text: "", attachments: [{ fallback: "Old app" }] }, "Old app"],
    [
      "what was passed on with it",
      { text: "See", attachments: [{ is_share: true, text: "Are you?" }] },
      "See\nAre you?",
    ],
    [
      "not the preview of a link",
      { text: "See", attachments: [{ from_url: "https://a.example", text: "News" }] },
      "See",
    ],
    ["nothing of a file", { text: "", files: [{ id: "F1", name: "a.pdf" }] }, ""],
  ])("%s", (_name, message, words) => {
    expect(wordsOf(message)).toBe(words);
  });

  it("rich text line by line, in Slack's markup", () => {
    const elements = [
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "a < b " },
          { type: "user", user_id: "U1" },
        ],
      },
      { type: "rich_text_list", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "x" }] }] },
    ];
    expect(wordsOf({ blocks: [{ type: "rich_text", elements }] })).toBe("a &lt; b <@U1>\nx");
  });

  it("is read from any blocks whatever without a fault", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (blocks) => {
        expect(typeof wordsOf({ blocks, attachments: [{ blocks }] })).toBe("string");
      }),
    );
  });
});

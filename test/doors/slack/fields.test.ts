import { describe, expect, it } from "vitest";
import type { ChoiceField } from "../../../src/core/conversation/reply.js";
import { drawField } from "../../../src/doors/slack/fields.js";

const choice = (options: number, several: boolean): ChoiceField => ({
  kind: "choice",
  id: "area",
  label: "Area",
  required: true,
  several,
  options: Array.from({ length: options }, (_, index) => ({
    value: `v${String(index)}`,
    label: `Option ${String(index)}`,
  })),
});
const typeOf = (field: ChoiceField): string | undefined => {
  const [block] = drawField(field);
  return block?.type === "input" ? block.element.type : undefined;
};

describe("A choice in Slack", () => {
  it("is boxes or radio buttons up to ten options, and a menu beyond: Slack takes no more", () => {
    expect(typeOf(choice(10, false))).toBe("radio_buttons");
    expect(typeOf(choice(10, true))).toBe("checkboxes");
    expect(typeOf(choice(18, false))).toBe("static_select");
    expect(typeOf(choice(18, true))).toBe("multi_static_select");
  });

  it("shows its hint, and what is wrong with it under it", () => {
    const blocks = drawField({ ...choice(2, false), hint: "Pick one.", error: "Please pick one." });
    expect(blocks[0]).toMatchObject({ hint: { text: "Pick one." } });
    expect(blocks[1]).toMatchObject({ type: "context", elements: [{ text: "⚠ Please pick one." }] });
  });
});

describe("A text field in Slack", () => {
  it("keeps what was typed, also when it is longer than it should be", () => {
    const value = "x".repeat(200);
    const field = {
      kind: "text",
      id: "a",
      label: "A",
      required: true,
      multiline: true,
      maxLength: 150,
      value,
    } as const;
    expect(drawField(field)[0]).toMatchObject({ element: { initial_value: value, max_length: 200 } });
  });
});

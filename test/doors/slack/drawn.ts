import type { SlackCall } from "../../standins/slack-api.js";

interface DrawnButton {
  readonly text: { readonly text: string };
  readonly value: string;
  readonly action_id: string;
}

const blocksOf = (call: SlackCall): Record<string, unknown>[] => {
  const drawn = (call.body["view"] ?? call.body) as { blocks?: Record<string, unknown>[] };
  return drawn.blocks ?? [];
};

/** What a call shows, as text. */
export const shownBy = (call: SlackCall): string => JSON.stringify(blocksOf(call));

/** The buttons of a call's message or view. */
export const buttonsOf = (call: SlackCall): readonly DrawnButton[] =>
  blocksOf(call).flatMap((block) => (block["type"] === "actions" ? (block["elements"] as DrawnButton[]) : []));

export const labelsOf = (call: SlackCall): readonly string[] => buttonsOf(call).map(({ text }) => text.text);

/** What pressing the button with this label sends. */
export function pressOn(call: SlackCall, label: string): { readonly value: string; readonly actionId: string } {
  const found = buttonsOf(call).find(({ text }) => text.text === label);
  if (!found) throw new TypeError(`no button ${label} among ${labelsOf(call).join(" | ")}`);
  return { value: found.value, actionId: found.action_id };
}

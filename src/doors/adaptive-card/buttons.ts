import { encodeAction } from "../../core/conversation/action.js";
import type { Button, Reply } from "../../core/conversation/reply.js";
import { shorten } from "../split-text.js";
import { actionsInSet, labelLength, rowWidth } from "./limits.js";
import type { CardElement } from "./rich-text.js";

/** The verb of every button of a reply. */
export const pressVerb = "press";

/** What rides along in the data of each button; a door's own. */
export type Carried = Readonly<Record<string, unknown>>;

/** @param several the fields of the form it submits that give several values; undefined: it submits nothing */
export function drawButton(
  button: Button,
  { nonce }: Pick<Reply, "nonce">,
  { several, carried = {} }: { readonly several?: readonly string[]; readonly carried?: Carried } = {},
): CardElement {
  const press = encodeAction({ action: button.action, nonce });
  return executeAction({
    verb: pressVerb,
    title: button.label,
    data: { ...carried, press, ...(several ? { several } : {}) },
    style: button.style,
    submits: several !== undefined,
  });
}

/** A button that asks the bot; clients that know no `Action.Execute` send it as a message. */
export function executeAction(action: {
  readonly verb: string;
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly style?: Button["style"];
  readonly submits?: boolean;
}): CardElement {
  const look = {
    title: shorten(action.title, labelLength),
    ...(action.style === "primary" ? { style: "positive" } : {}),
    ...(action.style === "danger" ? { style: "destructive" } : {}),
    data: action.data,
    ...(action.submits ? {} : { associatedInputs: "none" }),
  };
  return { type: "Action.Execute", verb: action.verb, ...look, fallback: { type: "Action.Submit", ...look } };
}

/**
 * Actions in as many sets as they need: what is wider than a phone is cut off there, not wrapped. The last are put
 * together first, since what belongs together (a thumb up, a thumb down) stands behind what matters more.
 */
export function inSets(actions: readonly CardElement[]): readonly CardElement[] {
  const rows: CardElement[][] = [];
  for (const action of actions.toReversed()) {
    const [row] = rows;
    if (row && row.length < actionsInSet && widthOf([action, ...row]) <= rowWidth) row.unshift(action);
    else rows.unshift([action]);
  }
  return rows.map((row) => ({ type: "ActionSet", actions: row }));
}

/** The rim and the gap of a button take as much room as six letters. */
const widthOf = (row: readonly CardElement[]): number =>
  row.reduce((width, { title }) => width + (typeof title === "string" ? title.length : 0) + 6, 0);

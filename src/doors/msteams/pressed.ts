import type { Press } from "../../core/conversation/action.js";
import type { FormValues } from "../../core/form-values.js";
import { readInputs, readPress } from "../adaptive-card/card.js";
import type { PressActivity } from "./activities.js";
import { readView, viewVerb } from "./view-data.js";
import type { ViewRef } from "./view-data.js";

/** What somebody did on a card, or their client by itself. */
export interface Pressed {
  /** Only to be shown something; or to do what a button says. */
  readonly kind: "look" | "press";
  readonly view: ViewRef | undefined;
  /** Undefined: none of ours, or of an older version. */
  readonly press: Press | undefined;
  readonly values: FormValues;
  /** The client renewed the card by itself. */
  readonly isAutomatic: boolean;
}

export function readPressed({ value: { action, trigger } }: PressActivity): Pressed {
  const sent = readPress(action.data);
  return {
    kind: action.verb === viewVerb ? "look" : "press",
    view: readView(action.data),
    press: sent?.press,
    values: sent?.values ?? readInputs(action.data),
    isAutomatic: trigger === "automatic",
  };
}

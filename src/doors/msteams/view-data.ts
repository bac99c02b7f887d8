import { z } from "zod";
import { encodeAction } from "../../core/conversation/action.js";
import type { Action } from "../../core/conversation/action.js";
import { personId } from "../../core/ids.js";
import type { Nonce, PersonId } from "../../core/ids.js";

/** The verb of buttons that show, and of cards that renew themselves. */
export const viewVerb = "view";

/** What a person sees behind a card of a group, or in a dialog. */
export interface ViewRef {
  readonly id: string;
  /** Whose it is; undefined: everybody has one of their own. */
  readonly for?: PersonId | undefined;
  /** From 1. */
  readonly page: number;
}

const viewSchema = z.object({
  view: z.object({
    v: z.literal(1),
    id: z.string().min(1).max(100),
    for: z.string().max(500).transform(personId).optional(),
    page: z.int().positive().max(100).default(1),
  }),
});

/** What a card's data says of a view; undefined when it says nothing. */
export const readView = (data: unknown): ViewRef | undefined => viewSchema.safeParse(data).data?.view;

/** @param again what shows it once more when the program no longer has it */
export const viewData = (
  { id, for: owner, page }: ViewRef,
  again?: { readonly action: Action; readonly nonce: Nonce },
): Readonly<Record<string, unknown>> => ({
  view: { v: 1, id, ...(owner === undefined ? {} : { for: owner }), ...(page === 1 ? {} : { page }) },
  ...(again ? { press: encodeAction(again) } : {}),
});

import { fieldsOf } from "./screen.js";
import type { Element, Shown } from "./screen.js";

/**
 * What each field of a form holds, as Slack sends it: by block, by element.
 *
 * @param given what somebody put in; undefined: they left the field as it came
 */
export function stateOf(
  shown: Shown,
  given: (field: string) => readonly string[] | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(shown).map(({ id, element }) => [id, { [element.action_id]: heldBy(element, given(id)) }]),
  );
}

function heldBy(element: Element, given: readonly string[] | undefined): Record<string, unknown> {
  const { type, options = [] } = element;
  const values = given ?? heldAtFirst(element);
  const chosen = options.filter(({ value }) => values.includes(value));
  if (options.length > 0 && chosen.length !== values.length)
    throw new TypeError(`there is no ${values.join(", ")} to choose`);
  const [first = null] = values;
  if (type === "checkboxes" || type === "multi_static_select") return { type, selected_options: chosen };
  if (type === "radio_buttons" || type === "static_select") return { type, selected_option: chosen[0] ?? null };
  if (type === "datepicker") return { type, selected_date: first };
  return { type, value: first };
}

function heldAtFirst(element: Element): readonly string[] {
  const { initial_options: several, initial_option: one, initial_date: date, initial_value: text } = element;
  const chosen = several ?? (one === undefined ? undefined : [one]);
  return chosen?.map(({ value }) => value) ?? [date ?? text ?? []].flat();
}

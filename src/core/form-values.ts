/** Typed values by field name; several choices give an array. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** What was typed into a field or picked, trimmed; empty when there is nothing. */
export const typedText = (values: FormValues, field: string): string => [values[field] ?? ""].flat()[0]?.trim() ?? "";

/** What was ticked, without empty values. */
export const tickedValues = (values: FormValues, field: string): readonly string[] =>
  [values[field] ?? []].flat().filter((value) => value !== "");

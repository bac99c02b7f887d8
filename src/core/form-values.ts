/** Typed values by field name; several choices give an array. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

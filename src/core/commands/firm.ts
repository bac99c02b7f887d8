import type { AdvisorParts } from "./turn-context.js";

/** Who takes the consultation, as shown. */
export const firmOf = ({ consult, words }: Pick<AdvisorParts, "consult" | "words">): string =>
  consult.firm ?? words.plain("consult.firm");

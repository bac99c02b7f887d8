import { z } from "zod";

/** How it went, in a sentence for the operator. */
export const operatorAnswerSchema = z.object({ kind: z.enum(["done", "refused"]), sentence: z.string() });
export type OperatorAnswer = z.infer<typeof operatorAnswerSchema>;

export const done = (sentence: string): OperatorAnswer => ({ kind: "done", sentence });
export const refused = (sentence: string): OperatorAnswer => ({ kind: "refused", sentence });

/** What the operator gave, as far as a sentence has room for it. */
export const given = (text: string): string => (text.length > longestGiven ? `${text.slice(0, longestGiven)}…` : text);
const longestGiven = 100;

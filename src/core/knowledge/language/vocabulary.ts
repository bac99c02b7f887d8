import { z } from "zod";

/**
 * Words that mean the same here: what it counts as, and how people write it, e.g. `soc2: [soc 2, soc ii]`. Everything in
 * lower case. Both what is learned and what is asked go through it.
 */
export const sameWordsSchema = z.strictObject({
  version: z.number().int().positive(),
  same: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)),
});

export interface Vocabulary {
  readonly same: z.infer<typeof sameWordsSchema>["same"];
  /** Words near in sense by the group's name, e.g. `staff: [employee, worker, crew]`. */
  readonly near: Readonly<Record<string, readonly string[]>>;
}

import { z } from "zod";

/**
 * Words that mean the same here: what it counts as, and how people write it, e.g. `soc2: [soc 2, soc ii]`. Everything in
 * lower case. Both what is learned and what is asked go through it.
 */
export const vocabularySchema = z.object({
  version: z.number().int().positive(),
  same: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)),
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

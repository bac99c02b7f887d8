import { z } from "zod";
import { entryId, personId } from "./ids.js";

/** What every entry of a trail carries: its id, when it happened (ISO 8601, UTC) and who did it (null: the advisor itself or the operator). */
export const entryBase = z.object({
  id: z.string().min(1).transform(entryId),
  at: z.iso.datetime(),
  by: z.string().min(1).transform(personId).nullable(),
});

export type EntryBase = z.infer<typeof entryBase>;

import { z } from "zod";
import { sealedSchema } from "../../secrets/sealer.js";

/** What is sealed of an event where there is a key. */
export const contentSchema = z.object({
  door: z.enum(["slack", "msteams", "playground", "terminal"]),
  lane: z.string(),
  payload: z.unknown(),
});

/** One line of a journal of the inbox. */
const lineSchema = z.union([
  z.object({
    keep: z.string(),
    at: z.iso.datetime(),
    takeovers: z.number().optional(),
    names: z.array(z.object({ hash: z.string(), until: z.number() })),
    content: z.union([z.object({ sealed: sealedSchema }), z.object({ plain: contentSchema })]),
  }),
  z.object({ takenOver: z.string() }),
  z.object({ done: z.string() }),
  /** It stands in another journal by now. */
  z.object({ moved: z.string() }),
]);
export type Line = z.infer<typeof lineSchema>;
export type KeepLine = Extract<Line, { keep: string }>;

export const lineText = (line: Line): string => JSON.stringify(line);

/** Undefined for an empty line, and for one that a crash tore. */
export function readLine(text: string): Line | undefined {
  if (text === "") return undefined;
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

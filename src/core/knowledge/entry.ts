import { z } from "zod";
import { topicId } from "../ids.js";
import type { Vocabulary } from "./language/vocabulary.js";

/** An address and when it was read; texts name it by its key. */
export const sourceSchema = z.object({
  title: z.string().min(1, "a source needs a title"),
  url: z.url({ protocol: /^https?$/, error: "a source needs a web address" }),
  published: z.string().min(1),
  grade: z.enum(["A", "A (copy)", "B", "C", "house"]),
  accessed: z.iso.date("accessed is the day someone read it, as YYYY-MM-DD"),
});
export type Source = z.infer<typeof sourceSchema>;
export const sourcesSchema = z.record(z.string(), sourceSchema);

/** A figure that several texts include as `{{key}}`. */
export const figuresSchema = z.record(
  z.string(),
  z.object({ text: z.string().min(1), sources: z.array(z.string()).min(1), note: z.string().optional() }),
);

/** The front matter of one answer. */
export const frontMatterSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "id is lower-case words joined by hyphens")
    .transform(topicId),
  title: z.string().min(1).max(120),
  asks: z.array(z.string().min(1)).min(20, "write at least 20 ways people ask it"),
  related: z.array(z.string().transform(topicId)).min(1).max(4),
  sources: z.array(z.string()).min(1, "an answer needs at least one source"),
  reviewed: z.iso.date("reviewed is the day someone checked every fact, as YYYY-MM-DD"),
  reviewBy: z.iso.date("reviewBy is the day it must be checked again, as YYYY-MM-DD").optional(),
});

const reviewEveryDays = 365;
/** The day an answer must be checked again: a year after it was checked, or earlier where its file says so (YYYY-MM-DD). */
export function reviewDay(reviewed: string, reviewBy: string | undefined): string {
  const yearAfter = new Date(Date.parse(reviewed) + reviewEveryDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return reviewBy !== undefined && reviewBy < yearAfter ? reviewBy : yearAfter;
}

/** One answer, ready to show: figures filled in, sources looked up. Texts are Markdown. */
export interface Entry {
  readonly id: z.infer<typeof frontMatterSchema>["id"];
  readonly title: string;
  readonly asks: readonly string[];
  readonly related: readonly Entry["id"][];
  readonly sources: readonly Source[];
  /** The day every fact was last checked, and the day it must be checked again (YYYY-MM-DD). */
  readonly reviewed: string;
  readonly reviewBy: string;
  readonly short: string;
  readonly detail: string;
  readonly next: string;
}

/** Whether the day for a new check has passed; `today` as YYYY-MM-DD. */
export const isOverdue = ({ reviewBy }: Pick<Entry, "reviewBy">, today: string): boolean => reviewBy < today;

/** Kinds of words that the knowledge base does not answer, each with an honest reply of its own. */
export const outOfScopeSchema = z.strictObject({
  version: z.number().int().positive(),
  kinds: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "id is lower-case words joined by hyphens"),
      reply: z.string().min(1),
      /**
       * What goes with the reply: `decline` offers a consultant and keeps the question for the editors; `smalltalk` offers
       * the main jobs; `quiet` offers and keeps nothing.
       */
      manner: z.enum(["decline", "smalltalk", "quiet"]).default("decline"),
    }),
  ),
});
export interface OutOfScope {
  readonly kinds: readonly (z.output<typeof outOfScopeSchema>["kinds"][number] & {
    /** Such words, as people type them. */
    readonly lines: readonly string[];
  })[];
}

export interface Knowledge {
  readonly entries: ReadonlyMap<Entry["id"], Entry>;
  readonly outOfScope: OutOfScope;
  readonly vocabulary: Vocabulary;
}

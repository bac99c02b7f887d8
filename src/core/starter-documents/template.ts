import { z } from "zod";

const word = z.string().min(1).max(60);

/** The front matter of a file of `knowledge/templates/`. */
export const templateSchema = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, "id is lower-case words joined by hyphens"),
  title: word,
  about: z.string().min(1).max(140, "about is one sentence of at most 140 characters"),
  names: z.array(word.refine((name) => name === name.toLowerCase(), "names are in lower case")),
  requirements: z.array(z.string()).min(1, "name at least one clause or control it helps with"),
  sources: z.array(z.string()).min(1, "a starter document needs at least one source"),
  reviewed: z.iso.date("reviewed is the day someone checked every fact, as YYYY-MM-DD"),
});

/** A starter document of `knowledge/templates/`, to be filled from a team's answers. */
export interface StarterTemplate {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it is for. */
  readonly about: string;
  /** Other names people type after `template`, in lower case. */
  readonly names: readonly string[];
  /** The clauses and controls it helps with. */
  readonly requirements: readonly string[];
  readonly sources: readonly string[];
  /** YYYY-MM-DD */
  readonly reviewed: string;
  /** Markdown with Liquid. */
  readonly body: string;
}

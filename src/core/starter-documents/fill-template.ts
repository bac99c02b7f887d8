import { Liquid, LiquidError } from "liquidjs";
import { escapeMarkdown } from "../conversation/markdown.js";
import type { TemplateData } from "./template-data.js";

/** What templates may use; nothing here reads a file, prints unescaped or runs for long. */
const allowedTags: ReadonlySet<string> = new Set([
  "assign",
  "break",
  "case",
  "comment",
  "continue",
  "for",
  "if",
  "unless",
]);
const allowedFilters: ReadonlySet<string> = new Set(["default", "downcase", "first", "join", "last", "size", "upcase"]);
const limits = {
  /** Characters. */
  parseLimit: 100_000,
  /** Milliseconds; a template takes a few. */
  renderLimit: 2_000,
  /** Objects made on the way. */
  memoryLimit: 1_000_000,
};

/** A template that was filled, and how far. */
export interface Filled {
  readonly kind: "filled";
  readonly markdown: string;
  readonly places: Places;
}
export interface Places {
  /** Places that show something the team has answered. */
  readonly filled: number;
  /** [Brackets] left for the team to write in. */
  readonly open: number;
}
export interface FaultyTemplate {
  readonly kind: "faulty";
  /** In the body; the first is 1. */
  readonly line: number;
  readonly message: string;
}

interface FillOptions {
  /** The team's own words in the data, in lower case (`answeredWords`). */
  readonly answered: ReadonlySet<string>;
  /** True: a name that the data lacks is a fault. For checking templates. */
  readonly isStrict?: boolean;
}

/** Fills a template. Whatever it shows of the data is escaped, so that words stay words. */
export function fillTemplate(
  body: string,
  data: TemplateData,
  { answered, isStrict = false }: FillOptions,
): Filled | FaultyTemplate {
  // liquidjs fails on one without a place, as no other fault does.
  if (body.length > limits.parseLimit)
    return { kind: "faulty", line: 1, message: `The template has more than ${String(limits.parseLimit)} characters.` };
  let filled = 0;
  const show = (value: unknown): string => {
    const text = textOf(value);
    if (answered.has(text.toLowerCase())) {
      filled += 1;
      return escapeMarkdown(text);
    }
    const place = /^\[([^[\]]*)\]$/u.exec(text)?.[1];
    return place === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(place)}]`;
  };
  try {
    const markdown = String(engine(show, isStrict).parseAndRenderSync(body, data));
    return { kind: "filled", markdown, places: { filled, open: countBrackets(markdown) } };
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line = 1] = error.token.getPosition();
    return { kind: "faulty", line, message: error.message.split(/, line:|\n/u)[0] ?? "This is not Liquid." };
  }
}

function engine(show: (value: unknown) => string, isStrict: boolean): Liquid {
  const liquid = new Liquid({
    ...limits,
    // No files: a template stands alone.
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: isStrict,
    outputEscape: show,
  });
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.has(tag)) Reflect.deleteProperty(liquid.tags, tag);
  for (const filter of Object.keys(liquid.filters))
    if (!allowedFilters.has(filter)) Reflect.deleteProperty(liquid.filters, filter);
  return liquid;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** Brackets that are ours: those of a person's words are escaped, and small print only talks about them. */
const countBrackets = (markdown: string): number =>
  [...markdown.replace(/^\*(?!\*).*\*$/gmu, "").matchAll(/\\.|\[(?:\\.|[^[\]\\])+\]/gsu)].filter(([found]) =>
    found.startsWith("["),
  ).length;

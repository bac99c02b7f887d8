import { escapeMarkdown } from "../../conversation/markdown.js";
import type { AdvisorParts } from "../turn-context.js";

/** Sources by title, each a link, in brackets; keys that are not known are left out. */
export function sourceLinks({ sources }: Pick<AdvisorParts, "sources">, keys: readonly string[]): string {
  const links = keys.flatMap((key) => {
    const source = sources[key];
    return source ? [`[${escapeMarkdown(source.title)}](<${source.url}>)`] : [];
  });
  return links.length === 0 ? "" : `(${links.join("; ")})`;
}

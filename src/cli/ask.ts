import { knowledgeFolder } from "../package-root.js";
import { systemClock } from "../system.js";
import { obtainContent } from "../content/kept-content.js";
import { loadWords } from "../content/read-words.js";
import type { Phrases } from "../core/conversation/phrases.js";
import { reviewPhrase } from "../core/commands/answer-card.js";
import type { Entry, Knowledge } from "../core/knowledge/entry.js";
import { openRetriever } from "../content/model-cache.js";
import type { Finding } from "../core/knowledge/finding.js";
import type { Retriever } from "../core/knowledge/retrieve.js";
import { coreWordKeys } from "../core/words.js";
import type { CoreWordKey } from "../core/words.js";
import { harmless } from "../doors/terminal/text.js";

interface Told {
  readonly topic: string;
  readonly title: string;
  readonly answer: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  /** The days of the last check and the next one (YYYY-MM-DD). */
  readonly reviewed: string;
  readonly reviewBy: string;
}

const tell = ({ id, title, short, sources, reviewed, reviewBy }: Entry): Told => ({
  topic: id,
  title,
  answer: short,
  sources: sources.map((source) => ({ title: source.title, url: source.url })),
  reviewed,
  reviewBy,
});

/** What `ask --json` prints; fields may be added, never removed or renamed. */
interface Printed {
  readonly question: string;
  readonly kind: Finding["kind"];
  readonly topic: string | null;
  readonly confidence: number;
  readonly alternatives: readonly { readonly topic: string; readonly confidence: number }[];
  readonly title: string | null;
  readonly answer: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly reviewed: string | null;
  /** The day of the next check, for answers. */
  readonly reviewBy?: string;
  readonly related: readonly string[];
  /** The answers to further questions of the same message. */
  readonly also?: readonly Told[];
}

interface AskParts {
  readonly retrieve: Retriever;
  readonly phrases: Phrases<CoreWordKey>;
  readonly knowledge: Knowledge;
}

/** Answers one question, or one a line from standard input when none is given; a blank line is `unknown`. */
export async function ask(words: readonly string[], asJson: boolean): Promise<void> {
  endQuietlyWithReader();
  const { knowledge } = await obtainContent(knowledgeFolder());
  const parts = {
    knowledge,
    retrieve: await openRetriever(knowledge),
    phrases: await loadWords(knowledgeFolder(), "core", coreWordKeys),
  };
  const isBatch = words.length === 0;
  const print = (line: string): void => {
    const finding = parts.retrieve(line);
    const shown = asJson || isBatch ? JSON.stringify(toJson(line, finding, parts)) : harmless(toText(finding, parts));
    process.stdout.write(`${shown}\n`);
  };
  if (!isBatch) {
    print(words.join(" "));
    return;
  }
  for await (const line of linesOf(process.stdin.setEncoding("utf8"))) print(line);
}

/** Lines end with a line feed; a carriage return within one is white space. The last may lack its end. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.replace(/\r$/u, "");
  }
  if (rest !== "") yield rest;
}

/** Whoever reads our output may stop early (`| head -1`); that is no fault. */
function endQuietlyWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}

/** What is shown when there is no straight answer. */
function sentenceFor(finding: Exclude<Finding, { kind: "answer" }>, { phrases, knowledge }: AskParts): string {
  if (finding.kind === "unknown") return finding.outOfScope?.reply ?? phrases.say("ask.unknown");
  const titles = finding.alternatives.slice(0, 3).flatMap(({ topic }) => knowledge.entries.get(topic)?.title ?? []);
  return `${phrases.say("ask.clarify")}\n\n${titles.map((title) => `- ${title}`).join("\n")}`;
}

function toJson(question: string, finding: Finding, parts: AskParts): Printed {
  const round = (confidence: number): number => Math.round(confidence * 1000) / 1000;
  const ranked = finding.alternatives.map(({ topic, confidence }) => ({ topic, confidence: round(confidence) }));
  const base = { question, confidence: round(finding.confidence) };
  if (finding.kind === "answer") {
    const { entry } = finding;
    return {
      ...base,
      ...tell(entry),
      kind: "answer",
      alternatives: ranked,
      related: entry.related,
      ...(finding.also.length > 0 ? { also: finding.also.map(tell) } : {}),
    };
  }
  const none = { title: null, sources: [], reviewed: null, related: [], answer: sentenceFor(finding, parts) };
  return finding.kind === "clarify"
    ? { ...base, ...none, kind: "clarify", topic: ranked[0]?.topic ?? null, alternatives: ranked.slice(1) }
    : { ...base, ...none, kind: "unknown", topic: null, alternatives: ranked };
}

function toText(finding: Finding, parts: AskParts): string {
  if (finding.kind !== "answer") return sentenceFor(finding, parts);
  const { phrases } = parts;
  const today = systemClock().toISOString().slice(0, 10);
  return [finding.entry, ...finding.also]
    .map((entry) =>
      [
        entry.title,
        "",
        entry.short,
        "",
        phrases.plain(...reviewPhrase(entry, today)),
        phrases.plain("ask.sources"),
        ...entry.sources.map((source) => `  ${source.title}: ${source.url}`),
      ].join("\n"),
    )
    .join("\n\n");
}

import type { z } from "zod";
import { frontMatterSchema, reviewDay } from "../core/knowledge/entry.js";
import type { Entry, Source } from "../core/knowledge/entry.js";
import type { ContentFinding } from "./finding.js";
import { parseYaml } from "./yaml-file.js";

type Figures = ReadonlyMap<string, string>;
interface Shared {
  readonly sources: Readonly<Record<string, Source>>;
  readonly figures: Figures;
}

/** The headings every answer has, in this order; the short answer stands before the first. */
const headings = ["In more detail", "What to do next"] as const;
const shortLimit = 60;

/** Reads one file of `knowledge/answers/`: front matter, short answer, detail and next steps, with figures filled in. */
export function readAnswerFile(
  text: string,
  file: string,
  shared: Shared,
): { entry: Entry | undefined; findings: readonly ContentFinding[]; askLines: readonly number[] } {
  const lines = text.split(/\r?\n/);
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  if (end < 0)
    return {
      entry: undefined,
      askLines: [],
      findings: [{ file, line: 1, message: "The file must start with front matter between two lines of ---." }],
    };
  const front = parseYaml(lines.slice(1, end).join("\n"), frontMatterSchema, file, 2);
  if (front.kind === "faulty") return { entry: undefined, findings: front.findings, askLines: [] };
  const findings: ContentFinding[] = [];
  const { value: matter, lineOf } = front;
  const expected = file.replace(/^.*\//, "").replace(/\.md$/, "");
  if (matter.id !== expected)
    findings.push({
      file,
      line: lineOf(["id"]),
      message: `id is "${matter.id}", but the file is called "${expected}".`,
    });
  if (matter.reviewBy !== undefined && matter.reviewBy < matter.reviewed)
    findings.push({ file, line: lineOf(["reviewBy"]), message: "reviewBy is a day before reviewed." });
  const sources = matter.sources.flatMap((key, index): readonly Source[] => {
    const source = shared.sources[key];
    if (!source)
      findings.push({
        file,
        line: lineOf(["sources", index]),
        message: `There is no source "${key}" in sources.yaml.`,
      });
    return source ? [source] : [];
  });
  const sections = splitSections(lines.slice(end + 1), end + 2, file, findings);
  const filled = sections.map((section) => fillFigures(section, shared.figures, file, findings));
  const [short = "", detail = "", next = ""] = filled;
  const count = short.split(/\s+/).filter((word) => word !== "").length;
  if (count === 0 || count > shortLimit) {
    findings.push({
      file,
      line: end + 2,
      message: `The short answer has ${String(count)} words; it needs 1 to ${String(shortLimit)}.`,
    });
  }
  checkLinks({ short, detail, next }, file, end + 2, findings);
  return {
    entry: toEntry(matter, sources, { short, detail, next }),
    findings,
    askLines: matter.asks.map((_, index) => lineOf(["asks", index])),
  };
}

function toEntry(
  matter: z.output<typeof frontMatterSchema>,
  sources: readonly Source[],
  texts: Pick<Entry, "short" | "detail" | "next">,
): Entry {
  const { id, title, asks, related, reviewed } = matter;
  return { id, title, asks, related, sources, reviewed, reviewBy: reviewDay(reviewed, matter.reviewBy), ...texts };
}

/** Links in our own texts lead to an https address that a reader can open. */
function checkLinks(
  texts: Pick<Entry, "short" | "detail" | "next">,
  file: string,
  line: number,
  findings: ContentFinding[],
): void {
  for (const [, target = ""] of Object.values(texts)
    .join("\n")
    .matchAll(/\]\(<?([^\])>]*)>?\)/gu)) {
    if (!URL.canParse(target) || new URL(target).protocol !== "https:")
      findings.push({ file, line, message: `The link to "${target}" does not lead to an https address.` });
  }
}

interface Section {
  readonly text: string;
  readonly line: number;
}

function splitSections(
  lines: readonly string[],
  firstLine: number,
  file: string,
  findings: ContentFinding[],
): readonly Section[] {
  const sections: { lines: string[]; line: number }[] = [{ lines: [], line: firstLine }];
  lines.forEach((line, index) => {
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1]?.trim();
    if (heading === undefined) {
      sections.at(-1)?.lines.push(line);
      return;
    }
    const wanted = headings[sections.length - 1];
    if (heading !== wanted) {
      findings.push({
        file,
        line: firstLine + index,
        message: `The heading "${heading}" is not expected here; an answer has "## ${headings.join('" and then "## ')}".`,
      });
    }
    sections.push({ lines: [], line: firstLine + index });
  });
  for (const missing of headings.slice(sections.length - 1))
    findings.push({ file, line: firstLine, message: `The section "## ${missing}" is missing.` });
  return sections.map((section) => ({ text: section.lines.join("\n").trim(), line: section.line }));
}

function fillFigures(section: Section, figures: Figures, file: string, findings: ContentFinding[]): string {
  return section.text.replace(/\{\{([^{}]*)\}\}/g, (whole, named: string) => {
    const key = named.trim();
    const figure = figures.get(key);
    if (figure === undefined)
      findings.push({ file, line: section.line, message: `There is no figure "${key}" in figures.yaml.` });
    return figure ?? whole;
  });
}

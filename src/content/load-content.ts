import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { checkQuestionnaire } from "../core/assessment/check-questionnaire.js";
import {
  estimateSchema,
  needSchema,
  questionnaireVersion,
  readinessSchema,
  verdictSchema,
} from "../core/assessment/question.js";
import type { Questionnaire } from "../core/assessment/question.js";
import { commandWords } from "../core/conversation/command.js";
import type { Aliases } from "../core/conversation/grammar.js";
import { makePhrases } from "../core/conversation/phrases.js";
import type { Phrases } from "../core/conversation/phrases.js";
import { AdvisorError } from "../core/errors.js";
import { backgroundSchema, figuresSchema, outOfScopeSchema, sourcesSchema } from "../core/knowledge/entry.js";
import type { Entry, Knowledge, Source } from "../core/knowledge/entry.js";
import { vocabularySchema } from "../core/knowledge/language/vocabulary.js";
import { readAnswerFile } from "./answer-file.js";
import { showFinding } from "./finding.js";
import type { ContentFinding } from "./finding.js";
import { parseYaml } from "./yaml-file.js";
import type { LineOf } from "./yaml-file.js";

/** Where an answer's phrasings stand, for findings about them. */
export interface EntryPlace {
  /** Relative to the knowledge folder. */
  readonly file: string;
  readonly askLines: readonly number[];
}

export interface Content {
  readonly knowledge: Knowledge;
  readonly sources: Readonly<Record<string, Source>>;
  readonly questionnaire: Questionnaire;
  readonly aliases: Aliases;
  readonly places: ReadonlyMap<Entry["id"], EntryPlace>;
}

/** Reads and checks the whole knowledge folder. Content is undefined when something essential could not be read. */
export async function checkContent(
  folder: string,
): Promise<{ content: Content | undefined; findings: readonly ContentFinding[] }> {
  const findings: ContentFinding[] = [];
  const read = async <S extends z.ZodType>(
    file: string,
    schema: S,
  ): Promise<{ value: z.output<S>; lineOf: LineOf } | undefined> => {
    const text = await readText(folder, file, findings);
    const parsed = text === undefined ? undefined : parseYaml(text, schema, file);
    if (parsed?.kind === "faulty") findings.push(...parsed.findings);
    return parsed?.kind === "parsed" ? parsed : undefined;
  };
  const sources = (await read("sources.yaml", sourcesSchema))?.value ?? {};
  const figures = (await read("figures.yaml", figuresSchema))?.value ?? {};
  const outOfScope = await read("search/out-of-scope.yaml", outOfScopeSchema);
  const vocabulary = await read("search/same-words.yaml", vocabularySchema);
  const background = await read("search/background.yaml", backgroundSchema);
  const aliases = await read("words/en/commands.yaml", z.partialRecord(z.enum(commandWords), z.array(z.string())));
  const { entries, places } = await readAnswers(
    folder,
    { sources, figures: new Map(Object.entries(figures).map(([key, figure]) => [key, figure.text])) },
    findings,
  );
  const parts = {
    need: await read("assessment/need.yaml", needSchema),
    readiness: await read("assessment/readiness.yaml", readinessSchema),
    verdict: await read("assessment/verdict.yaml", verdictSchema),
    estimate: await read("assessment/estimate.yaml", estimateSchema),
  };
  const { need, readiness, verdict, estimate } = parts;
  if (!need || !readiness || !verdict || !estimate || !outOfScope || !aliases || !vocabulary || !background)
    return { content: undefined, findings };
  const values = { need: need.value, readiness: readiness.value, verdict: verdict.value, estimate: estimate.value };
  for (const fault of checkQuestionnaire(values)) {
    findings.push({
      file: `assessment/${fault.file}.yaml`,
      line: parts[fault.file]?.lineOf(fault.path) ?? 1,
      message: fault.message,
    });
  }
  return {
    findings,
    content: {
      knowledge: {
        entries: new Map(entries.map((entry) => [entry.id, entry])),
        outOfScope: outOfScope.value,
        vocabulary: vocabulary.value,
        background: background.value.lines,
      },
      sources,
      questionnaire: { ...values, version: questionnaireVersion(values) },
      aliases: aliases.value,
      places,
    },
  };
}

/** The content, for running; any finding stops it with `content-wrong`, naming the first file and line. */
export async function loadContent(folder: string): Promise<Content> {
  const { content, findings } = await checkContent(folder);
  const first = findings[0];
  if (!content || first) {
    const more =
      findings.length > 1 ? ` (and ${String(findings.length - 1)} more: run "npx iso42001 knowledge check")` : "";
    throw new AdvisorError("content-wrong", {
      happened: `${first ? showFinding(first) : "The knowledge folder could not be read."}${more}`,
    });
  }
  return content;
}

/** The sentences of one room, checked against the keys it uses. Errors: `content-wrong`. */
export async function loadWords<const Key extends string>(
  folder: string,
  room: string,
  keys: readonly Key[],
): Promise<Phrases<Key>> {
  const { phrases, findings } = await checkWords(folder, room, keys);
  const first = findings[0];
  if (first) throw new AdvisorError("content-wrong", { happened: showFinding(first) });
  return phrases;
}

export async function checkWords<const Key extends string>(
  folder: string,
  room: string,
  keys: readonly Key[],
): Promise<{ phrases: Phrases<Key>; findings: readonly ContentFinding[] }> {
  const file = `words/en/${room}.yaml`;
  const findings: ContentFinding[] = [];
  const text = await readText(folder, file, findings);
  const parsed = parseYaml(text ?? "{}", z.record(z.string(), z.string()), file);
  if (parsed.kind === "faulty") return { phrases: makePhrases(keys, {}).phrases, findings: parsed.findings };
  const { phrases, faults } = makePhrases(keys, parsed.value);
  return {
    phrases,
    findings: [...findings, ...faults.map(({ key, message }) => ({ file, line: parsed.lineOf([key]), message }))],
  };
}

async function readAnswers(
  folder: string,
  shared: Parameters<typeof readAnswerFile>[2],
  findings: ContentFinding[],
): Promise<{ entries: readonly Entry[]; places: ReadonlyMap<Entry["id"], EntryPlace> }> {
  const files = (await readdir(join(folder, "answers")).catch(() => [])).filter((name) => name.endsWith(".md")).sort();
  if (files.length === 0) findings.push({ file: "answers", line: 1, message: "There is no answer in this folder." });
  const entries: Entry[] = [];
  const places = new Map<Entry["id"], EntryPlace>();
  for (const name of files) {
    const file = `answers/${name}`;
    const read = readAnswerFile((await readText(folder, file, findings)) ?? "", file, shared);
    findings.push(...read.findings);
    if (read.entry) {
      entries.push(read.entry);
      places.set(read.entry.id, { file, askLines: read.askLines });
    }
  }
  const known = new Set(entries.map((entry) => entry.id));
  for (const entry of entries) {
    const file = places.get(entry.id)?.file ?? "answers";
    for (const topic of entry.related)
      if (!known.has(topic)) findings.push({ file, line: 1, message: `related: there is no answer "${topic}".` });
    if (entry.related.includes(entry.id))
      findings.push({ file, line: 1, message: "related: names the answer itself." });
  }
  return { entries, places };
}

async function readText(folder: string, file: string, findings: ContentFinding[]): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), "utf8");
  } catch {
    findings.push({ file, line: 1, message: "The file is missing or can't be read." });
    return undefined;
  }
}

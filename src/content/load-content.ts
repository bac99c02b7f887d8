import { z } from "zod";
import { checkQuestionnaire } from "../core/assessment/check-questionnaire.js";
import {
  crosswalkSchema,
  estimateSchema,
  frameworkIds,
  needSchema,
  planSchema,
  questionnaireVersion,
  readinessSchema,
  requirementsSchema,
  verdictSchema,
} from "../core/assessment/question.js";
import type { Questionnaire } from "../core/assessment/question.js";
import { commandWords } from "../core/conversation/command.js";
import type { Aliases } from "../core/conversation/grammar.js";
import { AdvisorError } from "../core/errors.js";
import { figuresSchema, sourcesSchema } from "../core/knowledge/entry.js";
import type { Entry, Knowledge, Source } from "../core/knowledge/entry.js";
import type { CustomerAsks } from "../core/questionnaire/customer-asks.js";
import type { StarterTemplate } from "../core/starter-documents/template.js";
import { sameWordsSchema } from "../core/knowledge/language/vocabulary.js";
import { showFinding } from "./finding.js";
import type { ContentFinding } from "./finding.js";
import { readAnswers } from "./read-answers.js";
import type { EntryPlace } from "./read-answers.js";
import { readOutOfScope } from "./read-out-of-scope.js";
import { readNearWords } from "./read-near-words.js";
import { readCustomerAsks } from "./read-customer-asks.js";
import { readTemplates } from "./read-templates.js";
import { readText } from "./read-text.js";
import { parseYaml } from "./yaml-file.js";
import type { LineOf } from "./yaml-file.js";

export interface Content {
  readonly knowledge: Knowledge;
  readonly sources: Readonly<Record<string, Source>>;
  readonly questionnaire: Questionnaire;
  readonly templates: readonly StarterTemplate[];
  readonly customerAsks: CustomerAsks;
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
  const outOfScope = await readOutOfScope(folder, findings);
  const same = await read("search/same-words.yaml", sameWordsSchema);
  const near = await readNearWords(folder, findings);
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
    requirements: await read("assessment/requirements.yaml", requirementsSchema),
    plan: await read("assessment/plan.yaml", planSchema),
  };
  const walks = await Promise.all(
    frameworkIds.map(async (id) => ({ id, read: await read(`crosswalk/${id}.yaml`, crosswalkSchema) })),
  );
  const { need, readiness, verdict, estimate, requirements, plan } = parts;
  const crosswalks = walks.flatMap(({ read: walk }) => walk?.value ?? []);
  if (!need || !readiness || !verdict || !estimate || !requirements || !plan || !outOfScope || !aliases || !same)
    return { content: undefined, findings };
  if (crosswalks.length < walks.length) return { content: undefined, findings };
  const values = {
    need: need.value,
    readiness: readiness.value,
    verdict: verdict.value,
    estimate: estimate.value,
    requirements: requirements.value,
    plan: plan.value,
    crosswalks,
  };
  const lines = new Map<string, LineOf | undefined>([
    ...Object.entries(parts).map(([name, part]) => [name, part?.lineOf] as const),
    ...walks.map(({ id, read: walk }) => [`crosswalk/${id}`, walk?.lineOf] as const),
  ]);
  const find = (name: string, path: readonly (string | number)[], message: string): void => {
    const file = name.includes("/") ? `${name}.yaml` : `assessment/${name}.yaml`;
    findings.push({ file, line: lines.get(name)?.(path) ?? 1, message });
  };
  for (const fault of checkQuestionnaire(values)) find(fault.file, fault.path, fault.message);
  for (const walk of crosswalks) {
    const used = [
      ...walk.sources.map((source, index) => ({ source, path: ["sources", index] })),
      ...walk.rows.flatMap((row, index) => row.sources.map((source) => ({ source, path: ["rows", index] }))),
    ];
    for (const { source, path } of used)
      if (!(source in sources)) find(`crosswalk/${walk.id}`, path, `There is no source "${source}" in sources.yaml.`);
  }
  const questionnaire: Questionnaire = { ...values, version: questionnaireVersion(values) };
  const templates = await readTemplates(folder, { sources, questionnaire }, findings);
  const customerAsks = await readCustomerAsks(
    folder,
    questionnaire.readiness.questions.map(({ id }) => id),
    findings,
  );
  return {
    findings,
    content: {
      knowledge: {
        entries: new Map(entries.map((entry) => [entry.id, entry])),
        outOfScope,
        vocabulary: { same: same.value.same, near },
      },
      sources,
      questionnaire,
      templates,
      customerAsks,
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

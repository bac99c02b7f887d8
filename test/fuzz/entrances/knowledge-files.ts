import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import {
  crosswalkSchema,
  estimateSchema,
  needSchema,
  planSchema,
  readinessSchema,
  requirementsSchema,
  verdictSchema,
} from "../../../src/core/assessment/question.js";
import { figuresSchema, sourcesSchema } from "../../../src/core/knowledge/entry.js";
import { sameWordsSchema } from "../../../src/core/knowledge/language/vocabulary.js";
import { readAnswerFile } from "../../../src/content/answer-file.js";
import { showFinding } from "../../../src/content/finding.js";
import type { ContentFinding } from "../../../src/content/finding.js";
import { loadContent } from "../../../src/content/load-content.js";
import type { Content } from "../../../src/content/load-content.js";
import { readCustomerAsks } from "../../../src/content/read-customer-asks.js";
import { readNearWords } from "../../../src/content/read-near-words.js";
import { readOutOfScope } from "../../../src/content/read-out-of-scope.js";
import { readTemplates } from "../../../src/content/read-templates.js";
import { checkWords } from "../../../src/content/read-words.js";
import { parseYaml } from "../../../src/content/yaml-file.js";
import { coreWordKeys } from "../../../src/core/words.js";
import { knowledgeFolder } from "../../../src/package-root.js";
import type { OpenEntrance } from "../entrance.js";
import { expand, nearMatches } from "../hostile.js";
import { mutatedText } from "../mutate.js";

interface Input {
  readonly file: string;
  readonly text: string;
}

const schemas: Readonly<Record<string, z.ZodType>> = {
  "sources.yaml": sourcesSchema,
  "figures.yaml": figuresSchema,
  "search/same-words.yaml": sameWordsSchema,
  "words/en/commands.yaml": z.record(z.string(), z.array(z.string())),
  "assessment/need.yaml": needSchema,
  "assessment/readiness.yaml": readinessSchema,
  "assessment/verdict.yaml": verdictSchema,
  "assessment/estimate.yaml": estimateSchema,
  "assessment/requirements.yaml": requirementsSchema,
  "assessment/plan.yaml": planSchema,
};
const schemaOf = (file: string): z.ZodType | undefined =>
  schemas[file] ?? (file.startsWith("crosswalk/") ? crosswalkSchema : undefined);

/** Lines that YAML makes much of. */
const hostileYaml = [
  `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from(
    { length: 9 },
    (_, i) =>
      `b${String(i)}: &b${String(i)} [${Array<string>(9)
        .fill(i === 0 ? "*a" : `*b${String(i - 1)}`)
        .join(",")}]`,
  ).join("\n")}`,
  "&x [*x]",
  "<<: *nothing",
  "__proto__: {polluted: true}",
  "constructor: {prototype: {polluted: true}}",
  "!!js/function 'function () { return 1 }'",
  "!!binary aGVsbG8=",
  "? [a, b]\n: c",
  "@@[*5000@@",
  "@@{a: *2000@@",
  "@@- *3000@@x",
  "--- a\n--- b",
  "%YAML 9.9\n---",
  "key: |\n\ttab",
  "{{ figure }} {{@@{*1000@@",
  "{% assign x = (1..9999999) %}{{ x | join: ',' }}",
  "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}",
  "{% include '../../../package.json' %}{% render '/etc/passwd' %}{% layout 'x' %}",
  '{% if q["x"].answer == constructor %}',
  "{{ q | where: '__proto__' | map: 'constructor' }}",
];

/** What an editor writes, read as `knowledge check` and the build read it. Whole folders take a second as they are: each file stands alone. */
export async function openKnowledgeFiles(folder: string): Promise<OpenEntrance<Input>> {
  const content = await loadContent(knowledgeFolder());
  const files = (await readdir(knowledgeFolder(), { recursive: true })).filter(
    (name) => /\.(?:yaml|md|txt)$/u.test(name) && name !== "README.md",
  );
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, await readFile(join(knowledgeFolder(), file), "utf8"));
  // One of each kind; long ones would take all the time.
  const chosen = files.filter(
    (file) => !/^(?:answers|asks)\/[d-z]/u.test(file) && (texts.get(file)?.length ?? 0) < 40_000,
  );
  const more = [...(await nearMatches()), ...hostileYaml, ...hostileYaml, ...hostileYaml];
  let made = 0;
  return {
    inputs: fc
      .constantFrom(...chosen)
      .chain((file) => fc.record({ file: fc.constant(file), text: mutatedText([texts.get(file) ?? ""], more) })),
    put: async ({ file, text }) => {
      // A folder of its own: readers read whole folders.
      made += 1;
      const place = join(folder, String(made % 2));
      const findings = await read(place, file, expand(text), content);
      const shown = findings.slice(0, 20).map(showFinding);
      if (shown.some((line) => /\n\s+at /u.test(line)))
        return { wrong: `a stack trace is a finding: ${shown.join(" ")}` };
      return findings.length > 0 ? "refused" : "answered";
    },
  };
}

async function read(place: string, file: string, text: string, content: Content): Promise<readonly ContentFinding[]> {
  const findings: ContentFinding[] = [];
  const schema = schemaOf(file);
  if (schema) {
    const parsed = parseYaml(text, schema, file);
    return parsed.kind === "faulty" ? parsed.findings : [];
  }
  if (file.startsWith("answers/"))
    return readAnswerFile(text, file, { sources: content.sources, figures: new Map() }).findings;
  const kind = file.split("/")[0] ?? "";
  const folder = join(place, kind === "templates" ? "templates" : file.replaceAll("/", "_"));
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  if (kind === "templates") {
    // One template at a time.
    for (const other of await readdir(dirname(path)))
      if (other !== file.slice("templates/".length)) await writeFile(join(dirname(path), other), "");
    await readTemplates(folder, content, findings);
  } else if (kind === "questionnaire")
    await readCustomerAsks(
      folder,
      content.questionnaire.readiness.questions.map(({ id }) => id),
      findings,
    );
  else if (kind === "words")
    return (await checkWords(folder, file.replace(/^words\/en\/|\.yaml$/gu, ""), coreWordKeys)).findings;
  else {
    await readNearWords(folder, findings);
    await readOutOfScope(folder, findings);
  }
  return findings;
}

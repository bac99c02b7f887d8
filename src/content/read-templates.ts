import type { Questionnaire } from "../core/assessment/question.js";
import type { Source } from "../core/knowledge/entry.js";
import { templateSchema } from "../core/starter-documents/template.js";
import type { StarterTemplate } from "../core/starter-documents/template.js";
import { checkTemplateBody } from "./checks/template-body.js";
import type { ContentFinding } from "./finding.js";
import { filesIn, readText } from "./read-text.js";
import { parseYaml } from "./yaml-file.js";
import type { LineOf } from "./yaml-file.js";

interface Shared {
  readonly sources: Readonly<Record<string, Source>>;
  readonly questionnaire: Questionnaire;
}
interface Read {
  readonly template: StarterTemplate;
  readonly file: string;
  readonly lineOf: LineOf;
}

/** Reads `templates/`, checks each file by itself and the names they share. Faulty files are left out. */
export async function readTemplates(
  folder: string,
  shared: Shared,
  findings: ContentFinding[],
): Promise<StarterTemplate[]> {
  const files = await filesIn(folder, "templates", ".md");
  if (files.length === 0)
    findings.push({ file: "templates", line: 1, message: "There is no starter document in this folder." });
  const texts = await Promise.all(files.map((name) => readText(folder, `templates/${name}`, findings)));
  const read = files.flatMap((name, index) => {
    const text = texts[index];
    return text === undefined ? [] : readTemplateFile(text, `templates/${name}`, shared, findings);
  });
  findings.push(...repeatedNames(read));
  return read.map(({ template }) => template);
}

function readTemplateFile(text: string, file: string, shared: Shared, findings: ContentFinding[]): readonly Read[] {
  const lines = text.split(/\r?\n/u);
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  if (end < 0) {
    findings.push({ file, line: 1, message: "The file must start with front matter between two lines of ---." });
    return [];
  }
  const front = parseYaml(lines.slice(1, end).join("\n"), templateSchema, file, 2);
  if (front.kind === "faulty") {
    findings.push(...front.findings);
    return [];
  }
  const template = { ...front.value, body: lines.slice(end + 1).join("\n") };
  findings.push(
    ...frontMatterFaults(template, file, front.lineOf, shared),
    ...checkTemplateBody(template, shared.questionnaire).map(({ line, message }) => ({
      file,
      line: end + 1 + line,
      message,
    })),
  );
  return [{ template, file, lineOf: front.lineOf }];
}

function frontMatterFaults(
  template: StarterTemplate,
  file: string,
  lineOf: LineOf,
  { sources, questionnaire }: Shared,
): readonly ContentFinding[] {
  const expected = file.replace(/^.*\//u, "").replace(/\.md$/u, "");
  const numbers = new Set(questionnaire.requirements.requirements.map(({ number }) => number));
  const at = (path: readonly PropertyKey[], message: string): ContentFinding => ({ file, line: lineOf(path), message });
  return [
    ...(template.id === expected ? [] : [at(["id"], `id is "${template.id}", but the file is called "${expected}".`)]),
    ...template.sources.flatMap((key, index) =>
      Object.hasOwn(sources, key) ? [] : [at(["sources", index], `There is no source "${key}" in sources.yaml.`)],
    ),
    ...template.requirements.flatMap((number, index) =>
      numbers.has(number)
        ? []
        : [at(["requirements", index], `There is no requirement "${number}" in assessment/requirements.yaml.`)],
    ),
  ];
}

/** A name that two templates have finds only one of them. */
function repeatedNames(read: readonly Read[]): readonly ContentFinding[] {
  const first = new Map<string, string>();
  return read.flatMap(({ template, file, lineOf }) => {
    const named: readonly (readonly [path: PropertyKey[], name: string])[] = [
      [["id"], template.id],
      ...(template.title.toLowerCase() === template.id ? [] : [[["title"], template.title] as [PropertyKey[], string]]),
      ...template.names.map((name, index): [PropertyKey[], string] => [["names", index], name]),
    ];
    return named.flatMap(([path, name]): readonly ContentFinding[] => {
      const before = first.get(name.toLowerCase());
      first.set(name.toLowerCase(), before ?? template.id);
      if (before === undefined || before === template.id) return [];
      return [{ file, line: lineOf(path), message: `"${name}" is a name of ${before} too.` }];
    });
  });
}

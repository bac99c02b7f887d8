import type { Questionnaire } from "../../core/assessment/question.js";
import { fillTemplate } from "../../core/starter-documents/fill-template.js";
import { markdownDocument } from "../../core/starter-documents/markdown-document.js";
import { emptyData, fullData } from "../../core/starter-documents/sample-data.js";
import type { StarterTemplate } from "../../core/starter-documents/template.js";

interface BodyFault {
  /** In the body; the first is 1. */
  readonly line: number;
  readonly message: string;
}

/** What an editor has to mend in a template's body: names that are not there, Liquid or Markdown that does not work. */
export function checkTemplateBody(
  { title, body }: StarterTemplate,
  questionnaire: Questionnaire,
): readonly BodyFault[] {
  const written = [...unknownNames(body, questionnaire), ...markUp(body)];
  if (written.length > 0) return written;
  const empty = [{ data: emptyData(questionnaire), isStrict: false, isParsed: true }];
  // Parsing Markdown takes most of the time, and branches differ little in theirs: the first stands for the others.
  const full = fullData(questionnaire).map((data, round) => ({ data, isStrict: true, isParsed: round === 0 }));
  for (const { data, isStrict, isParsed } of [...empty, ...full]) {
    const filled = fillTemplate(body, data, { answered: new Set(), isStrict });
    if (filled.kind === "faulty") return [{ line: filled.line, message: filled.message }];
    if (!isParsed) continue;
    const document = documentOf(filled.markdown, title);
    if (!document) return [{ line: 1, message: "One quote or list stands in another far too often here." }];
    const { blocks, unsupported } = document;
    const [first] = unsupported;
    if (first) return [{ line: 1, message: `A document has no place for this Markdown: ${first.kind}.` }];
    if (blocks.length === 0) return [{ line: 1, message: "The template is empty." }];
    if (blocks.some((block) => block.kind === "table" && block.head.length > widest))
      return [{ line: 1, message: `A table has more than ${String(widest)} columns.` }];
  }
  return [];
}

/** Undefined: what it nests has no end. Markdown's parser calls itself for each level, until there is no more room for calls. */
function documentOf(markdown: string, title: string): ReturnType<typeof markdownDocument> | undefined {
  if (nestsDeep.test(markdown)) return undefined;
  try {
    return markdownDocument(markdown, title);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A line that opens more quotes and lists than anybody writes; thousands take the parser seconds. */
const nestsDeep = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){20}/mu;

/** Columns that fit on a page. */
const widest = 6;

/** Questions and choices that the template names and the assessment does not have, in any branch. */
function unknownNames(body: string, { need, readiness }: Questionnaire): readonly BodyFault[] {
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    need: new Set(need.questions.map(({ id }) => id)),
    q: new Set(readiness.questions.map(({ id }) => id)),
  };
  const choices = new Set<string>(need.questions.flatMap((question) => question.choices.map(({ id }) => id)));
  return body
    .split("\n")
    .flatMap((text, index) => [
      ...[...text.matchAll(/\b(q|need)\["([^"]*)"\]/gu)].flatMap(([, part = "", id = ""]) =>
        known[part]?.has(id) ? [] : [{ line: index + 1, message: `${part}["${id}"]: there is no such question.` }],
      ),
      ...[...text.matchAll(/\bcontains "([^"]*)"/gu)].flatMap(([, id = ""]) =>
        choices.has(id) ? [] : [{ line: index + 1, message: `contains "${id}": there is no such choice.` }],
      ),
    ]);
}

/** HTML and pictures, in any branch. */
const markUp = (body: string): readonly BodyFault[] =>
  body.split("\n").flatMap((text, index) => {
    const found = /<\/?[a-z][a-z0-9-]*(?=[\s/>])|<!|!\[/iu.exec(text.replace(/\{[{%][^{}]*\}\}?/gu, ""))?.[0];
    return found === undefined
      ? []
      : [{ line: index + 1, message: `A document has no place for HTML or pictures: "${found}".` }];
  });

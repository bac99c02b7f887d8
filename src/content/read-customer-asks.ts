import type { QuestionId } from "../core/ids.js";
import type { CustomerAsks } from "../core/questionnaire/customer-asks.js";
import type { ContentFinding } from "./finding.js";
import { readLineFiles, readText } from "./read-text.js";
import type { PlacedLine } from "./read-text.js";

const folderName = "questionnaire";
/** Fewer ways of asking teach the matcher too little. */
const leastLines = 10;

/** Reads how customers ask about each quick question (`questionnaire/asks/<id>.txt`) and what else they ask. */
export async function readCustomerAsks(
  folder: string,
  questions: readonly QuestionId[],
  findings: ContentFinding[],
): Promise<CustomerAsks> {
  const within = `${folderName}/asks`;
  const files = await readLineFiles(folder, within, findings);
  const byQuestion = questions.map((id) => ({ id, lines: files.get(id) ?? [] }));
  for (const { id, lines } of byQuestion) {
    if (lines.length < leastLines)
      findings.push({
        file: `${within}/${id}.txt`,
        line: 1,
        message: `The question "${id}" needs at least ${String(leastLines)} ways customers ask about it, one a line.`,
      });
    files.delete(id);
  }
  for (const [id, [first]] of files)
    if (first) findings.push({ ...first.place, message: `There is no quick question "${id}" for these lines.` });
  const [outside = [], outsideAi = [], certified = [], aboutAi = []] = await Promise.all(
    ["outside", "outside-ai", "certified", "about-ai"].map((name) =>
      readLines(folder, `${folderName}/${name}.txt`, findings),
    ),
  );
  findTwice([...byQuestion.flatMap(({ lines }) => lines), ...outside, ...outsideAi, ...certified], findings);
  return {
    asks: new Map(byQuestion.map(({ id, lines }) => [id, textsOf(lines)])),
    outside: textsOf([...outside, ...outsideAi]),
    certified: textsOf(certified),
    aboutAi: textsOf(aboutAi),
  };
}

const textsOf = (lines: readonly PlacedLine[]): readonly string[] => lines.map(({ text }) => text);

async function readLines(folder: string, file: string, findings: ContentFinding[]): Promise<readonly PlacedLine[]> {
  return ((await readText(folder, file, findings)) ?? "")
    .split(/\r?\n/u)
    .map((text, index) => ({ text: text.trim(), place: { file, line: index + 1 } }))
    .filter(({ text }) => text !== "");
}

/** The same line for two subjects teaches neither. */
function findTwice(lines: readonly PlacedLine[], findings: ContentFinding[]): void {
  const known = new Map<string, PlacedLine>();
  for (const line of lines) {
    const plain = line.text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    const before = known.get(plain);
    if (before)
      findings.push({
        ...line.place,
        message: `This line stands in ${before.place.file}, line ${String(before.place.line)}, too: keep it where it fits better.`,
      });
    else known.set(plain, line);
  }
}

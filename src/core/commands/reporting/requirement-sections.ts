import { viewAs } from "../../assessment/crosswalk.js";
import { findQuestion } from "../../assessment/next-question.js";
import type { Answer } from "../../assessment/progress.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { DocumentBlock, Inlines } from "../../document/document.js";
import { heading, linkOrText, note, pageBreak, paragraph, table } from "../../document/parts.js";
import { percent } from "../shown.js";
import { recordName, showDate } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";
import { answerShown } from "./answer-shown.js";
import { sourceShown } from "./report-texts.js";
import { requirementRows } from "./requirement-rows.js";

/** The Statement of Applicability: every control, whether it applies, why, how far it is. */
export function applicabilitySection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  return [
    pageBreak,
    heading(1, words.plain("soa.title")),
    paragraph(words.plain("soa.about")),
    ...table(
      words.plain("soa.title"),
      [
        { title: words.plain("column.number"), width: 1.6 },
        { title: words.plain("column.control"), width: 3.2 },
        { title: words.plain("column.applies"), width: 1.8 },
        { title: words.plain("column.why"), width: 3 },
        { title: words.plain("column.state"), width: 2.3 },
        { title: words.plain("column.evidence"), width: 2.8 },
        { title: words.plain("column.owner"), width: 1.8 },
      ],
      requirementRows(context, report, "controls").map(({ number, title, applies, why, state, evidence, owner }) => [
        number,
        title,
        applies,
        why,
        state,
        linkOrText(evidence),
        owner ?? "",
      ]),
    ),
    note(words.plain("soa.inferred")),
  ];
}

/** How far each clause is. */
export function clausesSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  return [
    heading(1, words.plain("edition.clauses")),
    ...table(
      words.plain("edition.clauses"),
      [
        { title: words.plain("column.number"), width: 1.2 },
        { title: words.plain("column.clause"), width: 4 },
        { title: words.plain("column.state"), width: 2.4 },
        { title: words.plain("column.evidence"), width: 3.4 },
        { title: words.plain("column.owner"), width: 2 },
      ],
      requirementRows(context, report, "clauses").map(({ number, title, state, evidence, owner }) => [
        number,
        title,
        state,
        linkOrText(evidence),
        owner ?? "",
      ]),
    ),
  ];
}

/** The same answers by the items of the other frameworks. */
export function frameworkSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words, questionnaire } = context.parts;
  return questionnaire.crosswalks.flatMap((crosswalk) => [
    heading(1, words.plain("framework.title", { name: crosswalk.name })),
    ...table(
      words.plain("framework.title", { name: crosswalk.name }),
      [
        { title: words.plain("column.item"), width: 2 },
        { title: words.plain("column.title"), width: 5 },
        { title: words.plain("column.score"), width: 1.8 },
        { title: words.plain("column.answered"), width: 1.8 },
        { title: words.plain("column.numbers"), width: 3.6 },
      ],
      viewAs(questionnaire, report.assessment.answers, crosswalk).map((item) => [
        item.id,
        item.title,
        item.share === null
          ? words.plain(item.known > 0 ? "report.not-applicable" : "report.open")
          : percent(item.share),
        words.plain("edition.of", { answered: item.known, total: item.requirements.length }),
        item.requirements.map(({ requirement }) => requirement.number).join(", "),
      ]),
    ),
    note(words.plain("framework.how")),
    note(`${crosswalk.about} (${crosswalk.sources.map((key) => sourceShown(context.parts, key)).join("; ")})`),
  ]);
}

const noteAndEvidence = ({ note: text, evidence }: Answer): Inlines => [
  ...(text === undefined ? [] : [{ text: `${text} ` }]),
  ...(evidence === undefined ? [] : linkOrText(evidence)),
];

/** Every answer with who gave it, when, its note and evidence. */
export function answersSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  const rows = [...report.assessment.answers].flatMap(([id, answer]) => {
    const asked = findQuestion(context.parts.questionnaire, id);
    return asked
      ? [
          [
            asked.question.text,
            answerShown(context.parts, asked, answer),
            recordName(context, answer.by),
            showDate(answer.at),
            noteAndEvidence(answer),
          ],
        ]
      : [];
  });
  return [
    pageBreak,
    heading(1, words.plain("edition.answers")),
    ...table(
      words.plain("edition.answers"),
      [
        { title: words.plain("column.question"), width: 5 },
        { title: words.plain("column.answer"), width: 2.6 },
        { title: words.plain("column.who"), width: 1.8 },
        { title: words.plain("column.when"), width: 2.2 },
        { title: words.plain("column.note-evidence"), width: 3.4 },
      ],
      rows,
    ),
  ];
}

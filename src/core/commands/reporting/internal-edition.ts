import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Document } from "../../document/document.js";
import { showDate } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";
import { answersSection, applicabilitySection, clausesSection, frameworkSection } from "./requirement-sections.js";
import { coverageSection, customerSection, estimateSection, gapsSection, planSection } from "./plan-sections.js";
import { readinessSection, strengthsSection, verdictSection } from "./readiness-sections.js";
import { selfAssessmentLine, teamName } from "./self-assessment.js";

/** The whole report as a document: for the team, its board, its consultant or an auditor. */
export function internalEdition(context: ReportContext, report: ReadinessReport): Document {
  const { reportWords: words } = context.parts;
  const line = selfAssessmentLine(context, report);
  return {
    title: words.plain("edition.internal-title"),
    subtitle: teamName(context),
    cover: [
      showDate(report.at),
      line,
      words.plain("edition.internal-note"),
      words.plain("edition.answered", {
        answered: report.readiness.answered,
        total: report.readiness.total,
        mode: report.assessment.mode,
      }),
    ],
    footer: line,
    blocks: [
      ...verdictSection(context, report),
      ...readinessSection(context, report),
      ...strengthsSection(context, report),
      ...gapsSection(context, report),
      ...planSection(context, report),
      ...coverageSection(context, report),
      ...estimateSection(context, report),
      ...customerSection(context, report),
      ...applicabilitySection(context, report),
      ...clausesSection(context, report),
      ...frameworkSection(context, report),
      ...answersSection(context, report),
    ],
  };
}

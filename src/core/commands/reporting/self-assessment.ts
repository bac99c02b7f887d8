import { questionSet } from "../../assessment/question.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import { teamNameOf } from "../../team/team-name.js";
import { showDate } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";

type Source = Pick<TurnContext, "parts" | "trail">;

/** The team's name for its documents; a stand-in until it has given itself one. */
export const teamName = ({ parts, trail }: Source): string =>
  teamNameOf(trail.entries) ?? parts.reportWords.plain("team.unnamed");

/** What stands on every page and file: who assessed, when, by which questions; no audit, no certificate. */
export const selfAssessmentLine = (context: Source, report: Pick<ReadinessReport, "at" | "questionsVersion">): string =>
  context.parts.reportWords.plain("edition.line", {
    team: teamName(context),
    date: showDate(report.at),
    version: questionSet(report.questionsVersion),
  });

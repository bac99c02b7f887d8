import { findCrosswalk, viewAs } from "../../assessment/crosswalk.js";
import type { FrameworkItem } from "../../assessment/crosswalk.js";
import type { FrameworkId } from "../../assessment/question.js";
import type { Reply } from "../../conversation/reply.js";
import { refuseOutsider } from "../help.js";
import { percent } from "../shown.js";
import { replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { frameworkChart } from "./charts.js";
import { sourceLinks } from "./source-links.js";
import { nothingToReport, reportOf } from "./report-of.js";

/** "Show my readiness as NIST AI RMF": the same answers by the items of another framework. */
export function showFramework(context: TurnContext, framework: FrameworkId): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words, reportWords, questionnaire } = context.parts;
  const report = reportOf(context);
  const crosswalk = findCrosswalk(questionnaire, framework);
  if (!report || !crosswalk) return nothingToReport(context);
  const items = viewAs(questionnaire, report.assessment.answers, crosswalk);
  const others = questionnaire.crosswalks.filter(({ id }) => id !== framework);
  return replyWith(
    context,
    [
      { kind: "picture", ...frameworkChart(context.parts, crosswalk.name, items) },
      {
        kind: "markdown",
        markdown: items
          .filter((item) => item.requirements.length > 0)
          .map((item) => line(context.parts, item))
          .join("\n"),
      },
      { kind: "note", markdown: `${crosswalk.about} ${sourceLinks(context.parts, crosswalk.sources)}` },
      { kind: "note", markdown: reportWords.say("framework.how") },
      {
        kind: "buttons",
        buttons: [
          ...others.map(
            ({ id, name }) =>
              ({
                label: reportWords.plain("button.framework", { name }),
                action: { do: "report", framework: id },
              }) as const,
          ),
          { label: words.plain("button.report"), action: { do: "report" } },
        ],
      },
    ],
    { replaces: false },
  );
}

function line({ reportWords: words }: TurnContext["parts"], item: FrameworkItem): string {
  const share = item.share === null ? "–" : percent(item.share);
  const known = words.say("framework.known", { known: item.known, total: item.requirements.length });
  return `- **${item.id}** ${item.title}: **${share}**, ${known} *(${item.requirements.map(({ requirement }) => requirement.number).join(", ")})*`;
}

import { join } from "node:path";
import { obtainContent } from "../../src/content/kept-content.js";
import { loadWords } from "../../src/content/read-words.js";
import type { ReportContext } from "../../src/core/commands/reporting/report-context.js";
import { reportWordKeys } from "../../src/core/report-words.js";
import { teamId } from "../../src/core/ids.js";
import { membersOf } from "../../src/core/team/members.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { coreWordKeys } from "../../src/core/words.js";
import { createPrinter } from "../../src/documents/printer.js";
import { packageRoot } from "../../src/package-root.js";

type Parts = Pick<ReportContext["parts"], "questionnaire" | "sources" | "printer" | "words" | "reportWords">;

/** What a report is made from, with the product's own content and printer, for a trail. */
export async function openReportContext(at: string): Promise<(entries: readonly TrailEntry[]) => ReportContext> {
  const folder = join(packageRoot(), "knowledge");
  const { questionnaire, sources } = await obtainContent(folder);
  const parts: Parts = {
    questionnaire,
    sources,
    printer: createPrinter(),
    words: await loadWords(folder, "core", coreWordKeys),
    reportWords: await loadWords(folder, "report", reportWordKeys),
  };
  return (entries) => ({
    parts: parts as ReportContext["parts"],
    trail: { team: teamId("team_1"), entries },
    members: membersOf(entries),
    at,
  });
}

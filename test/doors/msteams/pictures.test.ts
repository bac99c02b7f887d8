import { beforeAll, describe, expect, it } from "vitest";
import { areaChart } from "../../../src/core/commands/reporting/charts.js";
import { reportOf } from "../../../src/core/commands/reporting/report-of.js";
import type { ReportContext } from "../../../src/core/commands/reporting/report-context.js";
import type { Reply } from "../../../src/core/conversation/reply.js";
import { nonce } from "../../../src/core/ids.js";
import type { TrailEntry } from "../../../src/core/team/trail.js";
import { drawInline } from "../../../src/doors/msteams/pictures.js";
import { openReportContext } from "../../builders/report-context.js";
import { TrailWriter, openQuestionnaire } from "../../builders/trail.js";
import { quietLog } from "../../builders/world.js";

let contextOf: (entries: readonly TrailEntry[]) => ReportContext;
let trail: TrailWriter;
beforeAll(async () => {
  contextOf = await openReportContext("2026-11-25T12:00:00.000Z");
  const questionnaire = await openQuestionnaire();
  trail = new TrailWriter(questionnaire);
  questionnaire.readiness.questions.forEach(({ id }, index) => {
    trail.state(id, index % 2 === 0 ? "in-place" : "in-progress");
  });
});

describe("The readiness picture in Teams", () => {
  it("as the printer really draws it, is light enough to be shown", async () => {
    const context = contextOf(trail.entries);
    const report = reportOf(context);
    if (!report) throw new TypeError("nothing to report");
    const reply: Reply = {
      nonce: nonce("n"),
      blocks: [{ kind: "picture", ...areaChart(context.parts, report) }],
      audience: "asker",
      replaces: false,
    };

    const pictures = await drawInline(reply, (chart) => context.parts.printer.png(chart), quietLog);

    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.contentType).toBe("image/png");
  });
});

import type { Reply } from "../../conversation/reply.js";
import { latestDetails } from "../../delivery/threads.js";
import type { ConsultationId } from "../../ids.js";
import { printSharedReport } from "../reporting/shared-report.js";
import { replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { deskOf, readCase, refuseAway, sayAtDesk } from "./desk-turn.js";

/** The report that the asker agreed to pass on, as a file for the consultant who asks for it. */
export async function fetchReport(context: TurnContext, consultation: ConsultationId): Promise<Reply> {
  if (!deskOf(context)) return refuseAway(context);
  const trail = await readCase(context, consultation);
  const report = trail && latestDetails(trail.entries, consultation)?.report;
  const file = report && (await printSharedReport(context.parts, trail, report));
  if (!file) return sayAtDesk(context, "desk.no-report");
  const markdown = context.parts.words.say("desk.report");
  return replyWith(
    context,
    [
      { kind: "markdown", markdown },
      { ...file, name: report.name },
    ],
    { replaces: false },
  );
}

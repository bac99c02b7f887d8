import { printSharedReport } from "../core/commands/reporting/shared-report.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import type { FileBlock } from "../core/conversation/reply.js";
import type { Message } from "../core/delivery/delivery-entries.js";
import type { TeamId } from "../core/ids.js";

/** Larger ones are named, not sent. */
const bytesAtMost = 3_000_000;

/** The report that a message names, made when it is delivered; undefined when it can't be made any more or is too large. */
export type ReportFiles = (message: Message, team: TeamId) => Promise<FileBlock | undefined>;

/** Makes each report from the trail as it was when its asker was shown it. */
export function createReportFiles(parts: AdvisorParts): ReportFiles {
  return async ({ details }, team) => {
    if (!details?.report) return undefined;
    const file = await printSharedReport(parts, await parts.store.read(team), details.report);
    return file && file.bytes.length <= bytesAtMost ? { ...file, name: details.report.name } : undefined;
  };
}

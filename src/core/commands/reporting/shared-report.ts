import type { FileBlock } from "../../conversation/reply.js";
import { membersOf } from "../../team/members.js";
import type { Trail } from "../../team/trail.js";
import type { AdvisorParts } from "../turn-context.js";
import { trailAsOf } from "./as-of.js";
import type { AsOf } from "./as-of.js";
import { fileName } from "./export.js";
import { internalEdition } from "./internal-edition.js";
import type { ReportContext } from "./report-context.js";
import { reportOf } from "./report-of.js";

/** What the report that goes to a consultant is called; undefined when there was nothing to report. */
export function sharedReportName(parts: AdvisorParts, trail: Trail, asOf: AsOf): string | undefined {
  const context = contextAsOf(parts, trail, asOf);
  return context && reportOf(context) && fileName(context, "pdf", "internal");
}

/**
 * The internal edition as PDF, as it was at that moment, without anybody's name: people agree for themselves only.
 * Undefined when there was nothing to report, or that part of the trail is gone.
 */
export async function printSharedReport(parts: AdvisorParts, trail: Trail, asOf: AsOf): Promise<FileBlock | undefined> {
  const context = contextAsOf(parts, trail, asOf);
  const report = context && reportOf(context);
  if (!report) return undefined;
  return {
    kind: "file",
    name: fileName(context, "pdf", "internal"),
    mediaType: "application/pdf",
    bytes: await parts.printer.pdf(internalEdition(context, report)),
  };
}

function contextAsOf(parts: AdvisorParts, trail: Trail, asOf: AsOf): ReportContext | undefined {
  const then = trailAsOf(trail, asOf);
  if (!then) return undefined;
  const someone = parts.words.plain("name.someone");
  const entries = then.entries.map((entry) =>
    entry.kind === "detail-recorded" && entry.owner !== undefined ? { ...entry, owner: someone } : entry,
  );
  return {
    parts,
    trail: { team: then.team, entries },
    members: { ...membersOf(entries), names: new Map() },
    at: asOf.at,
  };
}

import { consultations, openConsultations } from "../consultation/consultations.js";
import { dueDeliveries } from "../delivery/deliveries.js";
import { threadKey, threadsOf } from "../delivery/threads.js";
import type { WorkspaceRef } from "../conversation/request.js";
import type { ConsultationId, TeamId } from "../ids.js";
import { lastActivity } from "./retention.js";
import type { Trail } from "./trail.js";

/** What is looked up across teams, derived from one trail; a store keeps it beside the trail and can always make it anew. */
export interface TeamSummary {
  readonly team: TeamId;
  readonly workspaces: readonly WorkspaceRef[];
  readonly openConsultations: readonly ConsultationId[];
  /** Every request, open or not, with the keys of the threads that are about it. */
  readonly requests: readonly { readonly consultation: ConsultationId; readonly threads: readonly string[] }[];
  /** How many requests there ever were. */
  readonly consultations: number;
  /** Undelivered messages and when each is next due (ISO 8601). */
  readonly due: readonly { readonly delivery: string; readonly at: string; readonly attempts: number }[];
  /** When somebody last did something, or the team was made (ISO 8601); null for an empty trail. */
  readonly lastActivity: string | null;
}

export function summarize(trail: Trail): TeamSummary {
  return {
    team: trail.team,
    workspaces: trail.entries.flatMap((entry) =>
      entry.kind === "workspace-linked" ? [{ platform: entry.platform, id: entry.workspace }] : [],
    ),
    openConsultations: openConsultations(trail.entries).map((consultation) => consultation.id),
    requests: consultations(trail.entries).map(({ id }) => ({
      consultation: id,
      threads: threadsOf(trail.entries, id).map(threadKey),
    })),
    consultations: trail.entries.filter((entry) => entry.kind === "consultation-requested").length,
    due: dueDeliveries(trail.entries).map(({ id, nextAt, attempts }) => ({ delivery: id, at: nextAt, attempts })),
    lastActivity: lastActivity(trail.entries) ?? null,
  };
}

import { consultations, openConsultations } from "../consultation/consultations.js";
import { undelivered } from "../delivery/deliveries.js";
import { outboxItem } from "../delivery/lanes.js";
import type { OutboxItem } from "../delivery/lanes.js";
import { threadKey, threadsOf } from "../delivery/threads.js";
import type { WorkspaceRef } from "../conversation/request.js";
import type { ConsultationId, TeamId } from "../ids.js";
import { remindersOf } from "./reminders.js";
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
  /** What is undelivered, oldest first, with what was given up. */
  readonly outbox: readonly OutboxItem[];
  /** Whether weekly reminders are on. */
  readonly reminds: boolean;
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
    outbox: undelivered(trail.entries).map((open) => outboxItem(trail.team, open)),
    reminds: remindersOf(trail.entries).isOn,
    lastActivity: lastActivity(trail.entries) ?? null,
  };
}

import { formerMember } from "../former-member.js";
import type { PersonId, TeamId } from "../ids.js";
import type { AuditLog } from "../ports/audit-log.js";
import { withTeamDeleted, withoutPerson } from "./keep-rows.js";

interface NoteParts {
  readonly audit: AuditLog;
}

/**
 * Leaves of a team that is gone the one row that it was deleted. After the deletion: should it fail, the next start makes up
 * for it, so people are told what is true of their data.
 */
export async function noteTeamDeleted({ audit }: NoteParts, team: TeamId | string, by: string): Promise<void> {
  await audit
    .record({ kind: "team-deleted", by, team })
    .then(() =>
      audit.rewrite((rows) => {
        const deleted = rows.findLast((row) => row.kind === "team-deleted" && row.team === team);
        return deleted ? withTeamDeleted(rows, deleted) : rows;
      }),
    )
    .catch(() => undefined);
}

/** Takes a person's id out of the journal, and says that somebody was forgotten. Errors: those of the journal. */
export async function notePersonForgotten({ audit }: NoteParts, team: TeamId, person: PersonId): Promise<void> {
  await audit.rewrite((rows) => withoutPerson(rows, person));
  await audit.record({ kind: "person-forgotten", by: formerMember, team });
}

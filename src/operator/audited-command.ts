import { z } from "zod";
import { byOperator, byProgram } from "../core/audit/audit-row.js";
import { noteTeamDeleted } from "../core/audit/note-forgotten.js";
import type { AuditLog } from "../core/ports/audit-log.js";
import { operatorCommandSchema, runOperatorCommand } from "./commands.js";
import type { OperatorAnswer } from "./answer.js";
import type { OperatorParts } from "./commands.js";

/** What an operator's command says of who gave it; only a name for the journal, as whoever may open the socket may do all. */
const givenSchema = z.object({ login: z.string().max(64).optional() });
/** What of a command is written down: ids and codes, never a text. */
const subjectSchema = z.object({
  team: z.string().max(100).optional(),
  person: z.string().max(200).optional(),
  reference: z.string().max(40).optional(),
  state: z.string().max(40).optional(),
  delivery: z.string().max(100).optional(),
  did: z.string().max(40).optional(),
});

export interface AuditedParts extends OperatorParts {
  readonly audit: AuditLog;
}

/** Carries out an operator's command, with a row in the journal for each that was done. Errors: those of the store. */
export async function runAuditedCommand(parts: AuditedParts, input: unknown): Promise<OperatorAnswer> {
  const answer = await runOperatorCommand(parts, input);
  const command = operatorCommandSchema.safeParse(input).data;
  if (answer.kind !== "done" || !command || command.kind === "ping") return answer;
  const by = byOperator(givenSchema.safeParse(input).data?.login);
  const { team, person, reference, state, delivery, did } = subjectSchema.safeParse(command).data ?? {};
  if (command.kind === "forget-team") {
    await noteTeamDeleted(parts, command.team, by);
    return answer;
  }
  await parts.audit.record({
    kind: "operator-command",
    by,
    about: [did ?? command.kind, reference, state, delivery].filter((part) => part !== undefined).join(" "),
    ...(team === undefined ? {} : { team }),
    ...(person === undefined ? {} : { person }),
  });
  return answer;
}

/** The same for what the program does by itself when a time is up. */
export async function forgetByProgram(parts: AuditedParts, team: string): Promise<void> {
  const answer = await runOperatorCommand(parts, { kind: "forget-team", team });
  if (answer.kind === "done") await noteTeamDeleted(parts, team, byProgram);
}

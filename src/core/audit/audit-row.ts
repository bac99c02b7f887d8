import { z } from "zod";

/** What the journal records; what happens to a living team is in its trail. */
export const journalKinds = [
  "installed",
  "uninstalled",
  "team-deleted",
  "person-forgotten",
  "operator-command",
  "settings-changed",
] as const;
type JournalKind = (typeof journalKinds)[number];

/** One thing that was done: who and when, never any content. */
export const auditRowSchema = z.object({
  id: z.string().min(1),
  at: z.iso.datetime(),
  /** A newer program may know more of them. */
  kind: z.string().min(1),
  /** A person's id, `operator:<login>`, `program`, or who it came from. */
  by: z.string().min(1),
  team: z.string().optional(),
  /** Whom it is about: a person's id. */
  person: z.string().optional(),
  /** In a few codes: a format, a state, a reference number, names of settings. */
  about: z.string().optional(),
  /** What is needed to see at the next start which settings changed; tells nothing of their values. */
  seen: z.object({ salt: z.string(), digests: z.record(z.string(), z.string()) }).optional(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;
export type AuditEvent = Omit<AuditRow, "id" | "at" | "kind"> & { readonly kind: JournalKind };

/** Who did it when no person did. */
export const byProgram = "program";
export const byTeam = "the team";
export const byOperator = (login: string | undefined): string =>
  login === undefined ? "operator" : `operator:${login}`;

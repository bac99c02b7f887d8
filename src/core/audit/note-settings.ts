import type { AuditLog } from "../ports/audit-log.js";
import { byProgram } from "./audit-row.js";

interface SettingsParts {
  readonly audit: AuditLog;
  /** What is set, by name. */
  readonly given: Readonly<Record<string, string>>;
  readonly newSalt: () => string;
  /** A digest so short that it tells a change, but gives nobody a value to test guesses against. */
  readonly digest: (salt: string, text: string) => string;
}

/** One row with the names of the settings that changed since the last start; none when nothing did. Errors: those of the journal. */
export async function noteSettings({ audit, given, newSalt, digest }: SettingsParts): Promise<void> {
  const before = (await audit.rows()).findLast(({ seen }) => seen !== undefined)?.seen;
  const salt = before?.salt ?? newSalt();
  const digests = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, digest(salt, value)]));
  const names = [...new Set([...Object.keys(digests), ...Object.keys(before?.digests ?? {})])];
  const changed = names.filter((name) => digests[name] !== before?.digests[name]).toSorted();
  if (changed.length === 0) return;
  await audit.record({ kind: "settings-changed", by: byProgram, about: changed.join(", "), seen: { salt, digests } });
}

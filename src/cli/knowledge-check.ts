import { knowledgeFolder } from "../package-root.js";
import { systemClock } from "../system.js";
import { checkKnowledge } from "../content/checks/check-knowledge.js";
import { showFinding } from "../content/finding.js";
import { rooms } from "./word-rooms.js";

/** `knowledge check`: one line a finding, with file and line; exit 1 on errors, with `strict` on warnings too. */
export async function knowledgeCheck(strict: boolean): Promise<void> {
  const today = systemClock().toISOString().slice(0, 10);
  const { errors, warnings, notes } = await checkKnowledge({ folder: knowledgeFolder(), rooms, today });
  const lines = [
    ...errors.map(showFinding),
    ...warnings.map((finding) => `warning: ${showFinding(finding)}`),
    ...notes,
    `${errors.length === 0 ? "The knowledge base is in order" : `${String(errors.length)} to mend`}; ${String(warnings.length)} warnings.`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (errors.length > 0 || (strict && warnings.length > 0)) process.exitCode = 1;
}

import { knowledgeFolder } from "../compose-advisor.js";
import { checkContent, checkWords } from "../content/load-content.js";
import { showFinding } from "../content/finding.js";
import { AdvisorError } from "../core/errors.js";
import { coreWordKeys } from "../core/words.js";
import { msteamsWordKeys } from "../doors/msteams/words.js";
import { playgroundWordKeys } from "../doors/playground/words.js";
import { slackWordKeys } from "../doors/slack/words.js";
import { terminalWordKeys } from "../doors/terminal/words.js";

/** Every room's words. */
const rooms: readonly (readonly [string, readonly string[]])[] = [
  ["core", coreWordKeys],
  ["msteams", msteamsWordKeys],
  ["playground", playgroundWordKeys],
  ["slack", slackWordKeys],
  ["terminal", terminalWordKeys],
];

/** `knowledge check`: one line a finding with file and line; exit 1 when there is any. */
export async function knowledge(verb: string): Promise<void> {
  if (verb !== "check")
    throw new AdvisorError("operator-mistake", {
      happened: `"knowledge ${verb}" is not known.`,
      next: 'Use "knowledge check".',
    });
  const { content, findings } = await checkContent(knowledgeFolder());
  const words = await Promise.all(rooms.map(([room, keys]) => checkWords(knowledgeFolder(), room, keys)));
  const all = [...findings, ...words.flatMap((checked) => checked.findings)];
  for (const finding of all) process.stdout.write(`${showFinding(finding)}\n`);
  if (all.length > 0) process.exitCode = 1;
  else
    process.stdout.write(
      `The knowledge base is in order: ${String(content?.knowledge.entries.size ?? 0)} answers, ${String(content?.questionnaire.readiness.questions.length ?? 0)} readiness questions.\n`,
    );
}

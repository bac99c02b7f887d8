import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { advisorParts } from "../compose-advisor.js";
import { knowledgeFolder } from "../package-root.js";
import { systemClock } from "../system.js";
import { LiveContent } from "../content/live-content.js";
import { draftIntoFile } from "../core/commands/answer-file.js";
import { draftSource } from "../core/commands/draft-source.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import { AdvisorError } from "../core/errors.js";
import { teamId } from "../core/ids.js";
import { draftReplies } from "../core/questionnaire/draft-reply.js";
import type { DraftedReply, DraftSource } from "../core/questionnaire/draft-reply.js";
import { membersOf } from "../core/team/members.js";
import { harmless } from "../doors/terminal/text.js";
import { createLog } from "../log.js";
import { withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

export interface AnswerOptions {
  readonly team?: string;
  readonly file?: string;
  readonly out?: string;
}

/** `answer <question>` and `answer --file <questionnaire>`: drafts from a team's answers; works beside a running process. */
export async function answer(question: string, options: AnswerOptions): Promise<void> {
  if (question.trim() === "" && options.file === undefined)
    throw mistake("There is nothing to answer.", 'Give a question, or a questionnaire with "--file questions.xlsx".');
  const settings = requireSettings();
  await withStore(settings, "read", async (store) => {
    const summaries = await store.directory.summaries();
    const only = summaries.length === 1 ? summaries[0]?.team : undefined;
    const team = options.team === undefined ? only : teamId(options.team);
    if (team === undefined)
      throw mistake(
        "Name the team with --team, as there is not just one.",
        'List teams with "npx iso42001 teams list".',
      );
    const trail = await store.teams.read(team);
    const parts = await advisorParts(settings, store, await LiveContent.open(knowledgeFolder(), createLog("warn")));
    const at = systemClock().toISOString();
    const source = draftSource({ parts, trail, members: membersOf(trail.entries), at });
    if (!source)
      throw mistake(
        `${team} has no assessment, or there is no such team.`,
        'List teams with "npx iso42001 teams list"; start an assessment with "npx iso42001 chat".',
      );
    if (options.file === undefined) print(source, question);
    else await answerFile(parts, source, options.file, options.out);
  });
}

function print(source: DraftSource, question: string): void {
  const { replies, more } = draftReplies(source, question);
  const texts = replies.map((reply) => show(source, reply, replies.length > 1));
  const rest = more > 0 ? [source.words.plain("draft.more-questions", { count: more })] : [];
  process.stdout.write(`${harmless([...texts, ...rest].join("\n\n"))}\n`);
}

function show({ words }: DraftSource, reply: DraftedReply, isOneOfSeveral: boolean): string {
  const lines = (texts: readonly string[]): readonly string[] => texts.map((text) => `  ${text}`);
  return [
    ...(isOneOfSeveral ? [words.plain("draft.asked", { asked: reply.asked })] : []),
    ...(reply.text === "" ? reply.checks : [reply.text]),
    ...(reply.restsOn.length > 0 ? ["", `${words.plain("draft.rests-label")}:`, ...lines(reply.restsOn)] : []),
    ...(reply.text !== "" && reply.checks.length > 0
      ? ["", words.plain("draft.check.title"), ...lines(reply.checks)]
      : []),
  ].join("\n");
}

async function answerFile(
  parts: AdvisorParts,
  source: DraftSource,
  path: string,
  out: string | undefined,
): Promise<void> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw mistake(`The file "${path}" could not be read.`, "Check its name.", error);
  });
  const name = basename(path);
  const answered = await draftIntoFile(
    parts,
    source,
    { name, bytes: new Uint8Array(bytes) },
    {
      pause: parts.pause,
      show: (done, total) => {
        process.stderr.write(`${parts.reportWords.plain("file.progress", { done, total })}\n`);
        return Promise.resolve();
      },
    },
  );
  if (answered.kind === "unreadable")
    throw new AdvisorError("operator-mistake", {
      happened: parts.reportWords.plain(`file.unreadable.${answered.why}`, { name }).replaceAll("**", ""),
    });
  if (answered.kind === "no-questions")
    throw new AdvisorError("operator-mistake", {
      happened: parts.reportWords.plain("file.no-questions", { name }).replaceAll("**", ""),
    });
  const target = out ?? answered.file.name;
  await writeFile(target, answered.file.bytes, { flag: "wx" }).catch((error: unknown) => {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw mistake(
      exists ? `There is a file "${target}" already.` : `"${target}" could not be written.`,
      "Name another with --out.",
      error,
    );
  });
  const { total, drafted, look, unanswered, outside } = answered.table.counts;
  process.stdout.write(
    `${target}: ${String(total)} questions, ${String(drafted)} drafted (${String(look)} to look at twice), ${String(unanswered)} not answered by the team yet, ${String(outside)} outside the assessment\n`,
  );
}

const mistake = (happened: string, next: string, cause?: unknown): AdvisorError =>
  new AdvisorError("operator-mistake", { happened, kept: "Nothing was changed.", next, cause });

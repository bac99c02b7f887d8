#!/usr/bin/env node
import { Command } from "commander";
import type { ConsultationsOptions } from "./consultations.js";
import { isRun, run } from "./run.js";

/** The `iso42001` binary, when it is run; each subcommand loads only what it needs. */
export const program = new Command("iso42001")
  .description("An ISO/IEC 42001 advisor for Slack and Microsoft Teams.")
  .showHelpAfterError()
  .enablePositionalOptions();

program
  .command("start")
  .description("open every front door that has credentials; with none, the playground")
  .action(async () => {
    await (await import("./start.js")).start();
  });
program
  .command("ask")
  .argument("[question...]", "without one, reads one question a line from standard input")
  .option("--json", "print one JSON object a question")
  .description("answer a question from the knowledge base")
  .allowUnknownOption()
  .action(async (words: string[], options: { json?: true }) => {
    await (await import("./ask.js")).ask(words, options.json ?? false);
  });
program
  .command("answer")
  .argument("[question...]", "a customer's question")
  .option("--file <file>", "a whole questionnaire, as CSV or XLSX")
  .option("--team <id>", "the team whose answers the drafts rest on")
  .option("--out <file>", "where to write the answered questionnaire")
  .description("draft honest replies to a customer from a team's own answers")
  .action(async (words: string[], options: { file?: string; team?: string; out?: string }) => {
    await (await import("./answer.js")).answer(words.join(" "), options);
  });
program
  .command("chat")
  .description("the same conversation as in Slack and Teams, in the terminal")
  .action(async () => {
    await (await import("./chat.js")).chat();
  });
program
  .command("consultations")
  .argument("[reference]", "a request's reference number")
  .argument("[state]", "accepted, scheduled, closed or withdrawn")
  .option("--csv", "print as CSV")
  .option("--state <state>", "only those in this state")
  .option("--open", "only those that are neither closed nor withdrawn")
  .option("--unanswered", "only open ones that no consultant has answered")
  .option("--since <day>", "only those requested on this day (YYYY-MM-DD) or later")
  .description("list the requests, or set the state of one")
  .action(async (reference: string | undefined, state: string | undefined, options: ConsultationsOptions) => {
    await (await import("./consultations.js")).consultations(reference, state, options);
  });
program
  .command("outbox")
  .argument("[verb]", "retry or drop")
  .argument("[id]", "a message's id, or its beginning")
  .option("--all", "for retry: all that wait or were given up")
  .option("--dead", "list, or with --all retry, only what was given up")
  .option("--json", "print one JSON array")
  .description("what has not arrived yet, and what was given up; try it again, or let it go")
  .action(
    async (verb: string | undefined, id: string | undefined, options: { all?: true; dead?: true; json?: true }) => {
      await (await import("./outbox.js")).outbox(verb, id, options);
    },
  );
program
  .command("teams")
  .argument("<verb>", "list, export, lead, reset or forget")
  .argument("[id]", "a team's id")
  .argument("[person]", "for lead: a person's id")
  .option("--yes", "for forget: do not ask")
  .description("what the operator may do for a team")
  .action(async (verb: string, id: string | undefined, person: string | undefined, options: { yes?: true }) => {
    await (await import("./teams.js")).teams(verb, id, person, options.yes ?? false);
  });
program
  .command("export")
  .argument("<format>", "pdf, docx, xlsx, csv or json")
  .option("--team <id>", "a team's id; may be left out when there is one team")
  .option("--edition <edition>", "internal or customer", "internal")
  .option("--out <file>", 'where to write it; "-" for standard output')
  .description("a team's report as a file")
  .action(async (format: string, options: { team?: string; edition?: string; out?: string }) => {
    await (await import("./export.js")).exportReport(format, options);
  });
program
  .command("import")
  .argument("<file>", "a file that export json made")
  .option("--into <team>", "a team's id, or a workspace such as slack:T0123")
  .description("take over an assessment from another installation")
  .action(async (file: string, options: { into?: string }) => {
    await (await import("./export.js")).importReport(file, options);
  });
program
  .command("backup")
  .argument("[file]", "the file to write, ending in .tar.gz")
  .description("everything stored, in one file; works while the program runs")
  .action(async (file: string | undefined) => {
    await (await import("./backup.js")).backup(file);
  });
program
  .command("restore")
  .argument("<file>", "a file that backup wrote")
  .option("--yes", "do not ask")
  .description("check a backup, then put it in the place of what is stored")
  .action(async (file: string, options: { yes?: true }) => {
    await (await import("./backup.js")).restore(file, options.yes ?? false);
  });
program
  .command("audit")
  .option("--team <id>", "only what concerns one team")
  .option("--since <day>", "only from a day or time on, such as 2026-11-25")
  .option("--kind <kind>", "only one kind, such as exported, team-deleted or operator-command")
  .option("--json", "print one JSON object a line")
  .description("who did what and when, without content")
  .action(async (options: { team?: string; since?: string; kind?: string; json?: true }) => {
    await (await import("./audit.js")).audit(options);
  });
program
  .command("stats")
  .description("counts a week, without content")
  .action(async () => {
    await (await import("./stats.js")).stats();
  });
const knowledge = program.command("knowledge").description("check and extend the knowledge base");
knowledge
  .command("check")
  .option("--strict", "exit 1 on warnings too")
  .description("validate the knowledge base; one line a finding with file and line")
  .action(async (options: { strict?: true }) => {
    await (await import("./knowledge-check.js")).knowledgeCheck(options.strict ?? false);
  });
knowledge
  .command("gaps")
  .description("questions that had no good answer, grouped, the most asked first")
  .action(async () => {
    await (await import("./knowledge-gaps.js")).knowledgeGaps();
  });
knowledge
  .command("new")
  .argument("<slug>", "lower-case words joined by hyphens")
  .description("write a new answer's file, to fill in")
  .action(async (slug: string) => {
    await (await import("./knowledge-new.js")).knowledgeNew(slug);
  });
program
  .command("card")
  .description("print the advisor's own AI-system card")
  .action(async () => {
    await (await import("./card.js")).card();
  });
program
  .command("doctor")
  .description("say which settings are missing or wrong, and how to mend each")
  .action(async () => {
    await (await import("./doctor.js")).doctor();
  });

if (isRun(import.meta.url)) await run(program);

import { readFile, writeFile } from "node:fs/promises";
import { advisorParts } from "../compose-advisor.js";
import { knowledgeFolder } from "../package-root.js";
import { systemClock } from "../system.js";
import { LiveContent } from "../content/live-content.js";
import { makeExport } from "../core/commands/reporting/export.js";
import { reportOf } from "../core/commands/reporting/report-of.js";
import { editions, exportFormats } from "../core/conversation/command.js";
import { AdvisorError } from "../core/errors.js";
import { teamId } from "../core/ids.js";
import { membersOf } from "../core/team/members.js";
import { createLog } from "../log.js";
import { note, operate, withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

interface ExportOptions {
  readonly team?: string;
  readonly edition?: string;
  readonly out?: string;
}

/** `export <format>`: a team's report as a file, made from the store as it is; works beside a running process. */
export async function exportReport(format: string, options: ExportOptions): Promise<void> {
  const wanted = exportFormats.find((candidate) => candidate === format);
  if (!wanted) throw mistake(`"${format}" is not a format: ${exportFormats.join(", ")}.`);
  const edition = editions.find((candidate) => candidate === (options.edition ?? "internal"));
  if (!edition) throw mistake(`"${options.edition ?? ""}" is not an edition: ${editions.join(" or ")}.`);
  if (edition === "customer" && wanted !== "pdf" && wanted !== "docx")
    throw mistake("The customer edition comes as pdf or docx.");
  const settings = requireSettings();
  const { team, file } = await withStore(settings, "read", async (store) => {
    const summaries = await store.directory.summaries();
    const only = summaries.length === 1 ? summaries[0]?.team : undefined;
    const team = options.team === undefined ? only : teamId(options.team);
    if (team === undefined) throw mistake("Name the team with --team, as there is not just one.");
    const trail = await store.teams.read(team);
    const live = await LiveContent.open(knowledgeFolder(), createLog("warn"));
    const context = {
      parts: await advisorParts(settings, store, live),
      trail,
      members: membersOf(trail.entries),
      at: systemClock().toISOString(),
    };
    const report = reportOf(context);
    if (!report) throw mistake(`${team} has no assessment with an answer in it, or there is no such team.`);
    return { team, file: await makeExport(context, report, wanted, edition) };
  });
  await note(settings, { did: "export", team });
  const out = options.out ?? file.name;
  if (out === "-") process.stdout.write(file.bytes);
  else {
    await write(out, file.bytes);
    process.stdout.write(`${out}\n`);
  }
}

/** `import <file>`: takes over an assessment that `export json` made, on this or another installation. */
export async function importReport(path: string, options: { readonly into?: string }): Promise<void> {
  if (options.into === undefined) throw mistake("Name where it goes with --into: a team's id, or slack:T0123.");
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new AdvisorError("operator-mistake", {
      happened: `The file "${path}" could not be read.`,
      kept: "Nothing was changed.",
      next: "Check its name.",
      cause: error,
    });
  });
  await operate(requireSettings(), { kind: "import-assessment", into: options.into, text });
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { flag: "wx" }).catch((error: unknown) => {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new AdvisorError("operator-mistake", {
      happened: exists ? `There is a file "${path}" already.` : `"${path}" could not be written.`,
      kept: "Nothing was changed.",
      next: "Name another with --out.",
      cause: error,
    });
  });
}

const mistake = (happened: string): AdvisorError =>
  new AdvisorError("operator-mistake", { happened, next: 'List teams with "npx iso42001 teams list".' });

import { makeAssessmentFile, writeAssessmentFile } from "../../assessment-file/assessment-file.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Edition, ExportFormat } from "../../conversation/command.js";
import type { Button, FileBlock, Reply } from "../../conversation/reply.js";
import { refuseOutsider } from "../help.js";
import { changeTeam, replyWith, stamp } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { openCustomerEdition } from "./customer-edition-form.js";
import { customerEdition } from "./customer-edition.js";
import { internalEdition } from "./internal-edition.js";
import type { ReportContext } from "./report-context.js";
import { nothingToReport, reportOf } from "./report-of.js";
import { selfAssessmentLine, teamName } from "./self-assessment.js";
import { answersSheet, reportWorkbook } from "./workbook.js";

/** `export …` as typed: a file at once, or which ones there are; the customer edition is seen before it is a file. */
export async function exportByWords(
  context: TurnContext,
  { format, edition }: { readonly format: ExportFormat | undefined; readonly edition: Edition | undefined },
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  if (edition === "customer") return openCustomerEdition(context);
  return format ? exportFile(context, format, "internal") : offerExports(context);
}

/** A pressed button: of the menu, or under the preview of the customer edition. */
export async function exportByPress(
  context: TurnContext,
  { format, edition }: { readonly format?: ExportFormat | undefined; readonly edition?: Edition | undefined },
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  return format ? exportFile(context, format, edition ?? "internal") : offerExports(context);
}

function offerExports(context: TurnContext): Reply {
  const { reportWords: words } = context.parts;
  if (!reportOf(context)) return nothingToReport(context);
  const button = (format: ExportFormat): Button => ({
    label: words.plain(`button.${format}`),
    action: { do: "export", format },
  });
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("export.title") },
      { kind: "markdown", markdown: words.say("export.about") },
      {
        kind: "buttons",
        buttons: [
          ...(["pdf", "docx", "xlsx", "csv", "json"] as const).map(button),
          { label: words.plain("button.customer-edition"), action: { do: "customer-edition" } },
        ],
      },
    ],
    { replaces: false },
  );
}

async function exportFile(context: TurnContext, format: ExportFormat, edition: Edition): Promise<Reply> {
  const { reportWords: words } = context.parts;
  const report = reportOf(context);
  if (!report) return nothingToReport(context);
  const file = await makeExport(context, report, format, edition);
  // Before the file is handed out: what left the team is in its record.
  const what = edition === "customer" ? "customer-edition" : "report";
  await changeTeam(context, () => ({
    entries: [{ kind: "exported", ...stamp(context), what, format }],
    result: undefined,
  }));
  return replyWith(
    context,
    [
      {
        kind: "markdown",
        markdown: words.say(edition === "customer" ? "export.customer-done" : `export.${format}-done`),
      },
      file,
    ],
    { replaces: false },
  );
}

/** The file itself; the customer edition is a document whatever was asked for. */
export async function makeExport(
  context: ReportContext,
  report: ReadinessReport,
  format: ExportFormat,
  edition: Edition,
): Promise<FileBlock> {
  const { printer } = context.parts;
  const made = edition === "customer" && format !== "docx" ? "pdf" : format;
  const name = fileName(context, made, edition);
  const file = (mediaType: string, bytes: Uint8Array): FileBlock => ({ kind: "file", name, mediaType, bytes });
  const document = (): ReturnType<typeof internalEdition> =>
    edition === "customer" ? customerEdition(context, report) : internalEdition(context, report);
  switch (made) {
    case "pdf":
      return file("application/pdf", await printer.pdf(document()));
    case "docx":
      return file(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        await printer.docx(document()),
      );
    case "xlsx":
      return file(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        await printer.xlsx(reportWorkbook(context, report)),
      );
    case "csv":
      return file("text/csv", text(printer.csv(answersSheet(context, report))));
    case "json":
      return file(
        "application/json",
        text(
          writeAssessmentFile(
            makeAssessmentFile(context.trail.entries, {
              exportedAt: context.at,
              about: selfAssessmentLine(context, report),
            }),
          ),
        ),
      );
  }
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** e.g. `acme-iso42001-report-2026-11-25.pdf` */
export function fileName(context: ReportContext, format: ExportFormat, edition: Edition): string {
  const team = teamName(context)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 40);
  const what =
    edition === "customer"
      ? "self-assessment"
      : format === "csv"
        ? "answers"
        : format === "json"
          ? "assessment"
          : "report";
  return `${team === "" ? "team" : team}-iso42001-${what}-${context.at.slice(0, 10)}.${format}`;
}

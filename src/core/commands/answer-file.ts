import type { Reply } from "../conversation/reply.js";
import type { AttachedFile } from "../conversation/request.js";
import type { Sheet } from "../document/workbook.js";
import type { Printer } from "../ports/printer.js";
import type { TableReader, Unreadable } from "../ports/table-reader.js";
import { answerTable } from "../questionnaire/answer-table.js";
import type { AnsweredTable, TableProgress } from "../questionnaire/answer-table.js";
import type { DraftSource } from "../questionnaire/draft-reply.js";
import { replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

export type AnsweredFile =
  | {
      readonly kind: "answered";
      readonly table: AnsweredTable;
      readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
    }
  | { readonly kind: "unreadable"; readonly why: Unreadable }
  | { readonly kind: "no-questions" };

interface FileParts {
  readonly tableReader: TableReader;
  readonly printer: Pick<Printer, "xlsx" | "csv">;
}

/** A questionnaire in, the same file with drafts out; the command line and the doors share it. */
export async function draftIntoFile(
  parts: FileParts,
  source: DraftSource,
  file: AttachedFile,
  progress: TableProgress,
): Promise<AnsweredFile> {
  const read = await parts.tableReader.read(file);
  if (read.kind === "unreadable") return read;
  const table = await answerTable(source, read.sheets, progress);
  if (!table) return { kind: "no-questions" };
  const name = nameWithDrafts(file.name, read.format);
  return { kind: "answered", table, file: { name, ...(await print(parts, read.format, name, table.sheets)) } };
}

async function print(
  { printer }: FileParts,
  format: "csv" | "xlsx",
  title: string,
  sheets: readonly Sheet[],
): Promise<{ mediaType: string; bytes: Uint8Array }> {
  const [first] = sheets;
  return format === "csv" && first
    ? { mediaType: "text/csv", bytes: new TextEncoder().encode(printer.csv(first)) }
    : {
        mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: await printer.xlsx({ title, sheets }),
      };
}

/** `vendor.xlsx` becomes `vendor-drafts.xlsx`; what a file name must not hold is taken out. */
export function nameWithDrafts(name: string, format: "csv" | "xlsx"): string {
  const base = name
    .replace(/^.*[/\\]/su, "")
    .replace(/\.[a-z0-9]{1,5}$/iu, "")
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${base === "" ? "questionnaire" : base}-drafts.${format}`;
}

/** The reply to a questionnaire sent as a file. */
export async function answerFile(
  context: TurnContext,
  source: DraftSource,
  files: readonly AttachedFile[],
): Promise<Reply> {
  const { reportWords: words, pause } = context.parts;
  const [file] = files;
  if (!file) return replyWith(context, [{ kind: "markdown", markdown: words.say("draft.how") }], { replaces: false });
  const answered = await draftIntoFile(context.parts, source, file, {
    pause,
    show: async (done, total) => {
      const markdown = words.say("file.progress", { done, total });
      await context.request.showProgress?.(replyWith(context, [{ kind: "note", markdown }], { replaces: false }));
    },
  });
  const { name } = file;
  if (answered.kind !== "answered") {
    const markdown =
      answered.kind === "unreadable"
        ? words.say(`file.unreadable.${answered.why}`, { name })
        : words.say("file.no-questions", { name });
    return replyWith(context, [{ kind: "markdown", markdown }], { replaces: false });
  }
  const { counts, asked, sheets } = answered.table;
  const facts = (["drafted", "look", "unanswered", "outside"] as const).map((key) => ({
    label: words.plain(`file.count.${key}`),
    value: String(counts[key]),
  }));
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("file.counts") },
      { kind: "markdown", markdown: words.say("file.done", { name: answered.file.name, total: counts.total }) },
      { kind: "facts", facts },
      { kind: "file", ...answered.file },
      { kind: "markdown", markdown: words.say("file.columns") },
      {
        kind: "note",
        markdown: [
          ...(sheets.length > 1 ? [words.say("file.sheets", { sheet: asked.join("”, “") })] : []),
          ...(files.length > 1 ? [words.say("file.first-only")] : []),
          words.say("file.form"),
        ].join(" "),
      },
      { kind: "buttons", buttons: [{ label: words.plain("draft.open-assessment"), action: { do: "assess" } }] },
    ],
    { replaces: false },
  );
}

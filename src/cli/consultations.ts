import { consultationStateSchema } from "../core/consultation/consultation-entries.js";
import { consultations as allOf } from "../core/consultation/consultations.js";
import type { Consultation } from "../core/consultation/consultations.js";
import { dueDeliveries } from "../core/delivery/deliveries.js";
import { isConsultants } from "../core/delivery/delivery-entries.js";
import { AdvisorError } from "../core/errors.js";
import { harmless } from "../doors/terminal/text.js";
import type { OpenStore } from "../stores/open-store.js";
import { operate, withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

interface Row {
  readonly team: string;
  readonly consultation: Consultation;
  /** Messages to the consultant about it that have not arrived yet. */
  readonly undelivered: number;
}

/** Lists every request, shows one, or sets the state of one. */
export async function consultations(
  reference: string | undefined,
  state: string | undefined,
  asCsv: boolean,
): Promise<void> {
  const settings = requireSettings();
  if (reference !== undefined && state !== undefined) {
    const wanted = consultationStateSchema.safeParse(state);
    if (!wanted.success)
      throw new AdvisorError("operator-mistake", {
        happened: `"${harmless(state)}" is not a state.`,
        next: `Use one of ${consultationStateSchema.options.join(", ")}.`,
      });
    await operate(settings, { kind: "move-consultation", reference, state: wanted.data });
    return;
  }
  const rows = await withStore(settings, "read", readRows);
  const shown =
    reference === undefined
      ? rows
      : rows.filter((row) => row.consultation.reference.toLowerCase() === reference.toLowerCase());
  if (reference !== undefined && shown.length === 0)
    throw new AdvisorError("operator-mistake", { happened: `There is no request ${harmless(reference)}.` });
  if (asCsv) process.stdout.write([csvHead, ...shown.map(toCsv)].map((line) => `${line}\n`).join(""));
  else if (shown.length === 0) process.stdout.write("There are no requests yet.\n");
  else process.stdout.write(`${harmless(shown.map(reference === undefined ? toLine : toText).join("\n"))}\n`);
}

async function readRows(store: OpenStore): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const summary of await store.directory.summaries()) {
    if (summary.consultations === 0) continue;
    const { entries } = await store.teams.read(summary.team);
    const due = dueDeliveries(entries);
    for (const consultation of allOf(entries)) {
      rows.push({
        team: summary.team,
        consultation,
        undelivered: due.filter(
          ({ message, destination }) => message.consultation === consultation.id && isConsultants(destination),
        ).length,
      });
    }
  }
  return rows.sort((a, b) => a.consultation.requestedAt.localeCompare(b.consultation.requestedAt));
}

const toLine = ({ consultation, undelivered }: Row): string =>
  `${consultation.reference}  ${consultation.state.padEnd(9)}  ${consultation.requestedAt.slice(0, 16).replace("T", " ")}  ${consultation.form.name} <${consultation.form.email}>  ${consultation.form.topic}${undelivered > 0 ? `  (${String(undelivered)} not delivered yet)` : ""}`;

const toText = (row: Row): string => {
  const { form, summary } = row.consultation;
  return [
    toLine(row),
    `Times: ${form.times} ${form.timeZone}`,
    "",
    form.situation,
    ...(summary === undefined ? [] : ["", summary]),
  ].join("\n");
};

const csvHead =
  "reference,state,requested,changed,team,name,email,topic,situation,times,time zone,summary,not delivered";
function toCsv({ team, consultation, undelivered }: Row): string {
  const { reference, state, requestedAt, changedAt, form, summary } = consultation;
  return [
    reference,
    state,
    requestedAt,
    changedAt,
    team,
    form.name,
    form.email,
    form.topic,
    form.situation,
    form.times,
    form.timeZone,
    summary ?? "",
    String(undelivered),
  ]
    .map(csvCell)
    .join(",");
}

/** Quoted where needed; a cell that a spreadsheet would run as a formula starts with an apostrophe. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

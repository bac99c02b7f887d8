import { consultationStateSchema } from "../core/consultation/consultation-entries.js";
import type { ConsultationState } from "../core/consultation/consultation-entries.js";
import { AdvisorError } from "../core/errors.js";
import { harmless } from "../doors/terminal/text.js";
import { csvHead, toCsv, toLine, toText } from "./desk/print-rows.js";
import { readRows } from "./desk/rows.js";
import type { Filter } from "./desk/rows.js";
import { operate, withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

/** As typed. */
export interface ConsultationsOptions {
  readonly csv?: true;
  readonly state?: string;
  readonly open?: true;
  readonly unanswered?: true;
  readonly since?: string;
}

/** Lists the requests that the options leave, shows one, or sets the state of one. */
export async function consultations(
  reference: string | undefined,
  state: string | undefined,
  options: ConsultationsOptions,
): Promise<void> {
  const settings = requireSettings();
  if (reference !== undefined && state !== undefined) {
    await operate(settings, { kind: "move-consultation", reference, state: readState(state) });
    return;
  }
  const filter: Filter = {
    reference,
    state: options.state === undefined ? undefined : readState(options.state),
    isOpen: options.open ?? false,
    isUnanswered: options.unanswered ?? false,
    since: options.since === undefined ? undefined : readDay(options.since),
  };
  const rows = await withStore(settings, "read", (store) => readRows(store, filter));
  if (reference !== undefined && rows.length === 0)
    throw new AdvisorError("operator-mistake", { happened: `There is no request ${harmless(reference)}.` });
  if (options.csv) process.stdout.write([csvHead, ...rows.map(toCsv)].map((line) => `${line}\n`).join(""));
  else if (rows.length === 0)
    process.stdout.write(isFiltered(options) ? "There are no such requests.\n" : "There are no requests yet.\n");
  else process.stdout.write(`${harmless(rows.map(reference === undefined ? toLine : toText).join("\n"))}\n`);
}

const isFiltered = ({ state, open, unanswered, since }: ConsultationsOptions): boolean =>
  [state, open, unanswered, since].some((option) => option !== undefined);

function readState(typed: string): ConsultationState {
  const wanted = consultationStateSchema.safeParse(typed);
  if (wanted.success) return wanted.data;
  throw new AdvisorError("operator-mistake", {
    happened: `"${harmless(typed)}" is not a state.`,
    next: `Use one of ${consultationStateSchema.options.join(", ")}.`,
  });
}

function readDay(typed: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed) && !Number.isNaN(Date.parse(typed))) return typed;
  throw new AdvisorError("operator-mistake", {
    happened: `"${harmless(typed)}" is not a day.`,
    next: "Write it like 2026-12-01.",
  });
}

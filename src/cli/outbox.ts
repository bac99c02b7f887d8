import { AdvisorError } from "../core/errors.js";
import { destinationsOf } from "../delivery/destinations-of.js";
import { harmless } from "../doors/terminal/text.js";
import { describe, inMinutes, listOutbox } from "./list-outbox.js";
import { operate, withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

interface OutboxOptions {
  readonly all?: boolean;
  readonly dead?: boolean;
  readonly json?: boolean;
}

/** `outbox [retry|drop] [id]`: what has not arrived; has it tried again, or lets it go. */
export async function outbox(
  verb: string | undefined,
  id: string | undefined,
  { all = false, dead = false, json = false }: OutboxOptions,
): Promise<void> {
  const settings = requireSettings();
  switch (verb) {
    case undefined: {
      const rows = (await withStore(settings, "read", (store) => listOutbox(store, destinationsOf(settings)))).filter(
        ({ state }) => !dead || state === "dead",
      );
      if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
      else if (rows.length === 0) process.stdout.write(dead ? "Nothing was given up.\n" : "Everything has arrived.\n");
      else
        process.stdout.write(
          `${harmless(rows.map((row) => `${row.id.slice(0, 8)}  ${row.state.padEnd(7)}  ${inMinutes(row.queuedAt)}  ${describe(row)}`).join("\n"))}\n`,
        );
      return;
    }
    case "retry":
      if (all === (id !== undefined)) throw mistake('"outbox retry" needs the id of a message, or --all.');
      if (id === undefined) return operate(settings, { kind: "retry-deliveries", which: dead ? "dead" : "all" });
      return operate(settings, { kind: "retry-delivery", delivery: id });
    case "drop":
      if (id === undefined) throw mistake('"outbox drop" needs the id of a message.');
      return operate(settings, { kind: "drop-delivery", delivery: id });
    default:
      throw mistake(`"${harmless(verb)}" is not something "outbox" can do: retry or drop.`);
  }
}

const mistake = (happened: string): AdvisorError =>
  new AdvisorError("operator-mistake", { happened, next: 'List what waits with "npx iso42001 outbox".' });

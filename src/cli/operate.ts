import { destinationsOf } from "../delivery/destinations-of.js";
import { knowledgeFolder } from "../package-root.js";
import { systemClock, systemIds } from "../system.js";
import { obtainContent } from "../content/kept-content.js";
import type { Settings } from "../config/settings.js";
import { AdvisorError } from "../core/errors.js";
import { createLog } from "../log.js";
import { operatorAnswerSchema } from "../operator/answer.js";
import type { OperatorAnswer } from "../operator/answer.js";
import { runAuditedCommand } from "../operator/audited-command.js";
import type { OperatorCommand } from "../operator/commands.js";
import { askRunning } from "../stores/control/control-socket.js";
import { openFileStore } from "../stores/files/open-file-store.js";
import type { OpenStore } from "../stores/open-store.js";
import { login } from "./login.js";

/** Hands a change to the running process; opens the store itself when none runs. Prints how it went; exit 1 when refused. */
export async function operate(settings: Settings, command: OperatorCommand): Promise<void> {
  const { kind, sentence } = await carryOut(settings, command);
  process.stdout.write(`${sentence}\n`);
  if (kind === "refused") process.exitCode = 1;
}

type Noted = Omit<Extract<OperatorCommand, { kind: "note" }>, "kind">;

/** Has the journal hold what was done beside the program; says so on standard error when it can't, and goes on. */
export async function note(settings: Settings, noted: Noted): Promise<void> {
  try {
    await carryOut(settings, { kind: "note", ...noted });
  } catch (error) {
    const why = error instanceof AdvisorError ? error.sentence : "";
    process.stderr.write(`The audit journal does not hold this. ${why}\n`);
  }
}

async function carryOut(settings: Settings, what: OperatorCommand): Promise<OperatorAnswer> {
  const command = { ...what, login: login() };
  const asked = await askRunning(settings.dataDir, command);
  const answer = asked.kind === "answered" ? operatorAnswerSchema.safeParse(asked.answer) : undefined;
  if (answer && !answer.success)
    throw new AdvisorError("unexpected", {
      happened: "The running program could not do it.",
      kept: "Nothing was changed.",
      next: "See its log.",
    });
  return (
    answer?.data ??
    (await withStore(settings, "write", (store) =>
      runAuditedCommand(
        {
          store: store.teams,
          directory: store.directory,
          audit: store.audit,
          destinations: destinationsOf(settings),
          clock: systemClock,
          unique: systemIds.unique,
          questionnaire: async () => (await obtainContent(knowledgeFolder())).questionnaire,
        },
        command,
      ),
    ))
  );
}

/** Opens the store for one thing and closes it again; `read` works beside a running process. */
export async function withStore<T>(
  settings: Settings,
  mode: "read" | "write",
  work: (store: OpenStore) => Promise<T>,
): Promise<T> {
  const store = await openFileStore({
    dataDir: settings.dataDir,
    clock: systemClock,
    unique: systemIds.unique,
    log: createLog("warn"),
    mode,
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

import { destinationsOf } from "../delivery/destinations-of.js";
import { knowledgeFolder } from "../package-root.js";
import { systemClock, systemIds } from "../system.js";
import { obtainContent } from "../content/kept-content.js";
import type { Settings } from "../config/settings.js";
import { AdvisorError } from "../core/errors.js";
import { createLog } from "../log.js";
import { operatorAnswerSchema } from "../operator/answer.js";
import { runOperatorCommand } from "../operator/commands.js";
import type { OperatorCommand } from "../operator/commands.js";
import { askRunning } from "../stores/control/control-socket.js";
import { openFileStore } from "../stores/files/open-file-store.js";
import type { OpenStore } from "../stores/open-store.js";

/** Hands a change to the running process; opens the store itself when none runs. Prints how it went; exit 1 when refused. */
export async function operate(settings: Settings, command: OperatorCommand): Promise<void> {
  const asked = await askRunning(settings.dataDir, command);
  const answer = asked.kind === "answered" ? operatorAnswerSchema.safeParse(asked.answer) : undefined;
  if (answer && !answer.success)
    throw new AdvisorError("unexpected", {
      happened: "The running program could not do it.",
      kept: "Nothing was changed.",
      next: "See its log.",
    });
  const { kind, sentence } =
    answer?.data ??
    (await withStore(settings, "write", (store) =>
      runOperatorCommand(
        {
          store: store.teams,
          directory: store.directory,
          destinations: destinationsOf(settings),
          clock: systemClock,
          unique: systemIds.unique,
          questionnaire: async () => (await obtainContent(knowledgeFolder())).questionnaire,
        },
        command,
      ),
    ));
  process.stdout.write(`${sentence}\n`);
  if (kind === "refused") process.exitCode = 1;
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

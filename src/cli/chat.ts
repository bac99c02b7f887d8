import { userInfo } from "node:os";
import { composeAdvisor } from "../compose-advisor.js";
import { knowledgeFolder } from "../package-root.js";
import { systemClock, systemIds } from "../system.js";
import { LiveContent } from "../content/live-content.js";
import { personId } from "../core/ids.js";
import { runChat } from "../doors/terminal/chat.js";
import { terminalWordKeys } from "../doors/terminal/words.js";
import { createLog } from "../log.js";
import { openFileStore } from "../stores/files/open-file-store.js";
import { requireSettings } from "./settings.js";

/** The conversation in the terminal, on the same data folder; refused while another process writes it. */
export async function chat(): Promise<void> {
  const settings = requireSettings();
  const log = createLog(settings.logLevel === "info" ? "warn" : settings.logLevel);
  const store = await openFileStore({
    dataDir: settings.dataDir,
    clock: systemClock,
    unique: systemIds.unique,
    log,
    mode: "write",
  });
  try {
    const live = await LiveContent.open(knowledgeFolder(), log);
    const advisor = await composeAdvisor(settings, store, live);
    const words = await live.words("terminal", terminalWordKeys);
    await runChat({
      advisor,
      claims: store.claims,
      log,
      words,
      unique: systemIds.unique,
      workspace: { platform: "terminal", id: "local" },
      person: {
        id: personId(`terminal:${userInfo().username}`),
        name: words.plain("person"),
        standing: "member",
        isAdmin: false,
      },
      input: process.stdin,
      output: process.stdout,
    });
  } finally {
    await store.close();
  }
}

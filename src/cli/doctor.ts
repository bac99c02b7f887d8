import { access } from "node:fs/promises";
import { destinationsOf } from "../delivery/destinations-of.js";
import { knowledgeFolder } from "../package-root.js";
import { systemClock } from "../system.js";
import type { Settings } from "../config/settings.js";
import { checkContent } from "../content/load-content.js";
import { checkRooms } from "../content/read-words.js";
import type { Content } from "../content/load-content.js";
import { isOverdue } from "../core/knowledge/entry.js";
import type { TeamSummary } from "../core/team/summary.js";
import { askRunning } from "../stores/control/control-socket.js";
import { createLog } from "../log.js";
import { fingerprint } from "../secrets/fingerprint.js";
import { installationSealer } from "../secrets/installation-sealer.js";
import { unreadableMend } from "../stores/sealed-installation-store.js";
import { listBeforeRestore, listSetAside, listUnreadableInstallations } from "../stores/files/open-file-store.js";
import { findWriteFault } from "../stores/files/write-probe.js";
import { describe, listOutbox } from "./list-outbox.js";
import { withStore } from "./operate.js";
import { tellDestinations } from "./doctor-destinations.js";
import { readEnvironment, redactSettings } from "./settings.js";
import { rooms } from "./word-rooms.js";

/** When each Node.js line stops getting security mends (nodejs.org release schedule, as of November 2026). */
const endOfLife: Readonly<Record<number, string>> = {
  20: "2026-04-30",
  22: "2027-04-30",
  24: "2028-04-30",
  26: "2029-04-30",
};

export type Verdict = "ok" | "note" | "wrong";

/** Says what is set, what is missing or wrong, and how to mend each; exit 1 when something is wrong. */
export async function doctor(): Promise<void> {
  const read = readEnvironment();
  const redact = redactSettings();
  const tell = (verdict: Verdict, sentence: string): void => {
    process.stdout.write(`${{ ok: "  ok  ", note: " note ", wrong: "WRONG " }[verdict]}${redact(sentence)}\n`);
    if (verdict === "wrong") process.exitCode = 1;
  };
  tellNode(tell);
  if (read.kind === "wrong") {
    for (const problem of read.problems) tell("wrong", problem.sentence);
  } else {
    tellDoors(read.settings, tell);
    await tellDestinations(read.settings, tell);
    await tellData(read.settings, tell);
  }
  const { content, findings: wrong } = await checkContent(knowledgeFolder());
  const findings = [...wrong, ...(await checkRooms(knowledgeFolder(), rooms))];
  tellOverdue(content, tell);
  if (findings.length === 0) tell("ok", "The knowledge base is in order.");
  else tell("wrong", `The knowledge base has ${String(findings.length)} findings; run "npx iso42001 knowledge check".`);
}

function tellOverdue(content: Content | undefined, tell: Tell): void {
  const today = systemClock().toISOString().slice(0, 10);
  for (const entry of content?.knowledge.entries.values() ?? []) {
    const { id, reviewed, reviewBy } = entry;
    if (isOverdue(entry, today))
      tell("note", `knowledge/answers/${id}.md was last checked on ${reviewed}; a new check was due on ${reviewBy}.`);
  }
}

type Tell = (verdict: Verdict, sentence: string) => void;

function tellNode(tell: Tell): void {
  const major = Number(process.versions.node.split(".")[0]);
  const end = endOfLife[major];
  if (end !== undefined && end < new Date().toISOString().slice(0, 10))
    tell(
      "note",
      `Node.js ${process.versions.node} works, but has had no security mends since ${end}; Node.js 24 is recommended.`,
    );
  else tell("ok", `Node.js ${process.versions.node}.`);
}

function tellDoors(settings: Settings, tell: Tell): void {
  const { slack, msteams, playground, consult } = settings;
  if (slack)
    tell(
      "ok",
      `Slack: ${[slack.signingSecret ? "HTTP" : "", slack.appToken ? "Socket Mode" : ""].filter(Boolean).join(" and ")}${slack.oauth ? ", for many workspaces" : ""}.`,
    );
  else
    tell(
      "note",
      "Slack is closed: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode), or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP); for many workspaces SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SLACK_SIGNING_SECRET and SECRET_KEY.",
    );
  if (slack?.oauth && settings.publicUrl === undefined)
    tell(
      "note",
      "PUBLIC_URL is not set, so Slack sends people who install the app to the first redirect address of the app's page.",
    );
  if (settings.secretKeys?.old)
    tell("note", "SECRET_KEY_OLD is set; after one start with the new SECRET_KEY it can be unset.");
  if (msteams)
    tell(
      "ok",
      msteams.checksTokens
        ? `Teams: tokens are checked, by ${msteams.sdk === "agents" ? "the door on the Microsoft 365 Agents SDK" : "botbuilder"}.`
        : "Teams: open to this machine without tokens (TEAMS_AUTH=none).",
    );
  if (msteams?.checksTokens)
    tell(
      msteams.tenants ? "ok" : "note",
      msteams.tenants
        ? `Teams: ${String(msteams.tenants.length)} tenant${msteams.tenants.length === 1 ? " is" : "s are"} served; others are refused.`
        : "Teams: every tenant the app is installed in is served; set TEAMS_TENANTS to name them.",
    );
  if (!msteams) tell("note", "Teams is closed: set MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId.");
  tell("ok", playground ? "The playground is open, on this machine only." : "The playground is closed.");
  if (!consult.firm) tell("note", 'CONSULT_FIRM is not set, so consultations are offered by "our consultants".');
}

async function tellData(settings: Settings, tell: Tell): Promise<void> {
  const exists = await access(settings.dataDir).then(
    () => true,
    () => false,
  );
  if (!exists) {
    tell("note", `The data folder ${settings.dataDir} does not exist yet; it is made at the first start.`);
    return;
  }
  const fault = await findWriteFault(settings.dataDir);
  if (fault) tell("wrong", `${fault.message} Make room in ${settings.dataDir}, mend its access, or set DATA_DIR.`);
  const running = await askRunning(settings.dataDir, { kind: "ping" });
  tell(
    "ok",
    running.kind === "answered"
      ? "The program is running on this data folder."
      : "No program is running on this data folder.",
  );
  for (const file of await listSetAside(settings.dataDir))
    tell(
      "wrong",
      `A damaged file was set aside: teams/${file}. Mend it and put it back while the program is stopped, or delete it.`,
    );
  for (const folder of await listBeforeRestore(settings.dataDir))
    tell(
      "note",
      `${folder} holds what stood here before a restore, also what was deleted since; delete it when you no longer need it.`,
    );
  await withStore(settings, "read", async (store) => {
    await tellInstallations(settings, await store.directory.summaries(), tell);
    for (const item of await listOutbox(store, destinationsOf(settings))) {
      if (item.state === "dead")
        tell("wrong", `Given up: ${describe(item)}. See "npx iso42001 outbox --dead": retry it, or drop it.`);
      else if (item.state === "unset" || item.tries > 0) tell("wrong", `Not delivered: ${describe(item)}.`);
    }
  });
}

/** Names a workspace by its id where a team of it is known, and by its fingerprint, as the log does, where none is. */
async function tellInstallations(
  { slack, secretKeys, dataDir }: Settings,
  teams: readonly TeamSummary[],
  tell: Tell,
): Promise<void> {
  if (!slack?.oauth || !secretKeys) return;
  const workspaces = new Map(
    teams.flatMap((team) => team.workspaces.map(({ id }) => [fingerprint(id), `workspace ${id}`] as const)),
  );
  const parts = { sealer: installationSealer(secretKeys), log: createLog("warn") };
  for (const name of await listUnreadableInstallations(dataDir, parts))
    tell(
      "wrong",
      `The installation of ${workspaces.get(name) ?? `the workspace with the fingerprint ${name}`} can't be read, so nothing is answered there: ${unreadableMend}`,
    );
}

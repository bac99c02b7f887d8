import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { dueDeliveries } from "../../../src/core/delivery/deliveries.js";
import { trailEntrySchema } from "../../../src/core/team/trail.js";
import type { TrailEntry } from "../../../src/core/team/trail.js";
import type { Ledger } from "../ledger.js";
import { secretOf } from "../ledger.js";
import { tenant } from "../msteams-side.js";
import { firm } from "../slack-side.js";
import { fern, gone, tree } from "../stage.js";
import type { Stage } from "../stage.js";
import type { Findings } from "./findings.js";

const fileSchema = z.object({ team: z.string(), entries: z.array(trailEntrySchema) });
interface TeamFile {
  readonly name: string;
  readonly text: string;
  readonly workspace: string | undefined;
  readonly entries: readonly TrailEntry[];
}

/** Every team's file as it stands; those that do not read are findings. */
export async function readTeamFiles(dataDir: string, damaged: string[] = []): Promise<readonly TeamFile[]> {
  const folder = join(dataDir, "teams");
  const files: TeamFile[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".json") || name.includes(".damaged-")) continue;
    const text = await readFile(join(folder, name), "utf8").catch(() => "");
    try {
      const { entries } = fileSchema.parse(JSON.parse(text));
      const linked = entries.find((entry) => entry.kind === "workspace-linked");
      files.push({ name, text, workspace: linked?.workspace, entries });
    } catch {
      damaged.push(`${name} does not read`);
    }
  }
  return files;
}

/** Whether every message has left the outbox. */
export const isDelivered = async (dataDir: string): Promise<boolean> =>
  (await readTeamFiles(dataDir)).every(({ entries }) => dueDeliveries(entries).length === 0);

/** What the stopped program left behind, held against what people saw. */
export async function checkStored(
  stage: Stage,
  findings: Findings,
  { damages = false }: { readonly damages?: boolean | undefined },
): Promise<void> {
  const { ledger, dataDir } = stage;
  const files = await readTeamFiles(dataDir, findings.damaged);
  const names = await readdir(join(dataDir, "teams"));
  if (names.some((name) => name.includes(".damaged-")) !== damages)
    findings.damaged.push("files were set aside, or were not");
  const entriesOf = (team: string): readonly TrailEntry[] =>
    files.filter(({ workspace }) => workspace === team).flatMap(({ entries }) => entries);
  const twoFilesFor = [fern, tenant, gone, tree].filter(
    (team) => files.filter(({ workspace }) => workspace === team).length > 1,
  );
  for (const team of twoFilesFor) findings.duplicated.push(`${team} has two files`);
  for (const team of [fern, tenant]) {
    checkAnswers(team, entriesOf(team), ledger, findings);
    checkWords(team, entriesOf(team), ledger, findings);
    checkDeliveries(stage, team, entriesOf(team), findings);
  }
  for (const team of ledger.forgotten)
    if (files.some(({ text }) => text.includes(secretOf(team))))
      findings.foreign.push(`${team} is forgotten, and is there`);
  for (const { text, workspace } of files)
    for (const team of [fern, tenant, gone])
      if (workspace !== team && text.includes(secretOf(team)))
        findings.foreign.push(`${team} in the file of ${String(workspace)}`);
}

function checkAnswers(
  team: string,
  entries: readonly TrailEntry[],
  { answers }: Ledger,
  { lost, duplicated }: Findings,
): void {
  const stored = entries.filter((entry) => entry.kind === "answered");
  for (const { press, choice } of answers.filter((answer) => answer.team === team)) {
    const found = stored.filter((entry) => entry.press === press);
    if (found.length === 0) lost.push(`an answer of ${team}`);
    const values = found.map(({ value }) =>
      value.kind === "one" ? value.choice : value.kind === "state" ? value.state : undefined,
    );
    if (values.some((value) => value !== choice)) lost.push(`an answer of ${team} is another`);
  }
  for (const press of new Set(stored.map((entry) => entry.press)))
    if (stored.filter((entry) => entry.press === press).length > 1) duplicated.push(`an answer of ${team}`);
}

function checkWords(
  team: string,
  entries: readonly TrailEntry[],
  ledger: Ledger,
  { lost, duplicated }: Findings,
): void {
  for (const { words } of ledger.notes.filter((note) => note.team === team)) {
    const found = entries.filter((entry) => entry.kind === "detail-recorded" && entry.note === words);
    if (found.length === 0) lost.push(`a note of ${team}`);
    if (found.length > 1) duplicated.push(`a note of ${team}`);
  }
  const requested = entries.filter((entry) => entry.kind === "consultation-requested");
  for (const { words, reference } of ledger.requests.filter((request) => request.team === team)) {
    const found = requested.filter(({ form }) => form.topic === words);
    if (!found.some((entry) => entry.reference === reference)) lost.push(`the request ${reference} of ${team}`);
    if (found.length > 1) duplicated.push(`the request ${reference} of ${team}`);
  }
}

/** Every stored request arrived at each destination under one id. */
function checkDeliveries(stage: Stage, team: string, entries: readonly TrailEntry[], findings: Findings): void {
  const posted = stage.slack.slack.calls.filter(
    ({ method, token, body }) =>
      method === "chat.postMessage" && token === `xoxb-${firm.team}` && body["channel"] === firm.channel,
  );
  for (const entry of entries) {
    if (entry.kind !== "consultation-requested") continue;
    const arrived = {
      webhook: stage.webhook.received
        .filter(({ type, text }) => type === "consultation.requested" && text.includes(entry.reference))
        .map(({ id }) => id),
      Slack: posted
        .filter(({ body }) => JSON.stringify(body).includes(entry.reference))
        .map(({ body }) => String(body["client_msg_id"])),
    };
    for (const [where, ids] of Object.entries(arrived)) {
      const distinct = new Set(ids).size;
      if (distinct === 0) findings.lost.push(`${entry.reference} of ${team} at the ${where}`);
      if (distinct > 1) findings.duplicated.push(`${entry.reference} of ${team} at the ${where}`);
      findings.repeats += ids.length - distinct;
    }
  }
}

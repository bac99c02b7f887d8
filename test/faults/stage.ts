import { randomBytes } from "node:crypto";
import { chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child.js";
import { openGate } from "./gate.js";
import type { Gate } from "./gate.js";
import { Ledger } from "./ledger.js";
import { startMsteamsSide } from "./msteams-side.js";
import type { MsteamsSide } from "./msteams-side.js";
import { startSlackSide } from "./slack-side.js";
import type { SlackSide } from "./slack-side.js";
import { startWebhookReceiver, webhookSecret } from "./webhook-receiver.js";
import type { WebhookReceiver } from "./webhook-receiver.js";

/** What a fault needs of the program and its folder from the beginning. */
export interface Needs {
  /** More settings of the process. */
  readonly env?: (dataDir: string) => Readonly<Record<string, string>>;
  /** Runs as somebody without rights of their own. */
  readonly isDropped?: boolean;
  /** Puts the data folder on something of its own; resolves to what takes it away again. */
  readonly mount?: (dataDir: string) => Promise<() => Promise<void>>;
}

/** One run: the program, all its peers behind gates, and what people saw. */
export interface Stage {
  readonly child: Child;
  readonly dataDir: string;
  readonly slack: SlackSide;
  readonly msteams: MsteamsSide;
  readonly webhook: WebhookReceiver;
  readonly webhookGate: Gate;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Every gate there is. */
  readonly gates: readonly Gate[];
  close(): Promise<void>;
}

/** Teams: two that work on their assessment, one that is forgotten, one that only has a file. */
export const fern = "TFERN";
export const gone = "TGONE";
export const tree = "TTREE";

/** Debian's `nobody`: somebody who owns nothing but the folder that is given to them. */
const nobody = 65_534;

export async function openStage(random: () => number, needs: Needs): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "iso42001-faults-"));
  const dataDir = join(folder, "data");
  await mkdir(dataDir);
  const unmount = await needs.mount?.(dataDir);
  const uid = needs.isDropped === true && process.getuid?.() === 0 ? nobody : undefined;
  if (uid !== undefined) for (const path of [folder, dataDir]) await chown(path, uid, uid);
  const slack = await startSlackSide();
  const msteams = await startMsteamsSide(slack.habits);
  const webhook = await startWebhookReceiver();
  const webhookGate = await openGate(webhook.url);
  const port = await freePort();
  const child = new Child({
    port,
    uid,
    env: {
      DATA_DIR: dataDir,
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "debug",
      // People here are faster than people.
      TURNS_PER_MINUTE: "100000",
      SECRET_KEY: randomBytes(32).toString("base64"),
      CONSULT_WEBHOOK_URL: `${webhookGate.url}/hook`,
      CONSULT_WEBHOOK_SECRET: webhookSecret,
      ...slack.env,
      ...msteams.env,
      ...needs.env?.(dataDir),
    },
  });
  return {
    ...{ child, dataDir, slack, msteams, webhook, webhookGate, random },
    ledger: new Ledger(),
    gates: [slack.gate, msteams.gate, msteams.login, webhookGate],
    close: async () => {
      await child.end("SIGKILL");
      for (const one of [slack, msteams, webhookGate, webhook]) await one.close();
      await unmount?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Below those that the system gives out by itself: between two starts nobody else may get it. */
let nextPort = 12_000 + Math.floor(Math.random() * 8_000);
async function freePort(): Promise<number> {
  for (;;) {
    nextPort += 1;
    const port = nextPort;
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => {
        resolve(false);
      });
      server.listen(port, "127.0.0.1", () => {
        resolve(true);
      });
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

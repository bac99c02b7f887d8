import { execFile } from "node:child_process";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutboxRow } from "../../src/cli/list-outbox.js";
import { consultationId, entryId, personId, teamId } from "../../src/core/ids.js";
import { packageRoot } from "../../src/package-root.js";
import { startProgram } from "../builders/running-program.js";
import type { RunningProgram } from "../builders/running-program.js";
import { openStore, temporaryFolder } from "../builders/world.js";

const at = new Date(Date.now() - 3_600_000).toISOString();
const base = (id: string) => ({ id: entryId(id), at, by: null });
const queued = (delivery: string, destination: "webhook" | "slack-channel", reference: string) =>
  ({
    kind: "delivery-queued",
    ...base(`queued-${delivery}`),
    delivery,
    destination,
    message: { id: delivery, type: "consultation.requested", at, consultation: consultationId(reference), reference },
  }) as const;

let environment: Record<string, string>;
let program: RunningProgram;

beforeAll(async () => {
  const dataDir = await temporaryFolder();
  // Nobody listens there.
  const webhook = {
    CONSULT_WEBHOOK_URL: "http://127.0.0.1:9/",
    CONSULT_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3",
  };
  environment = { ...webhook, DATA_DIR: dataDir };
  const store = await openStore(dataDir);
  await store.teams.append(teamId("team_1"), () => ({
    result: undefined,
    entries: [
      queued("d1", "webhook", "AI-1"),
      queued("d2", "slack-channel", "AI-2"),
      queued("d3", "webhook", "AI-3"),
      { kind: "delivery-dead", ...base("dead"), delivery: "d3", attempt: 170, reason: "HTTP 500" },
      {
        kind: "notice-queued",
        ...base("notice"),
        delivery: "d4",
        person: personId("slack:T1:U1"),
        notice: { type: "reminder" },
        notBefore: new Date(Date.now() + 3_600_000).toISOString(),
      },
    ],
  }));
  await store.close();
  program = await startProgram(environment);
});
afterAll(() => program.kill());

/** Runs the real binary beside the running program. */
const run = (...args: readonly string[]): Promise<{ out: string; code: number }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageRoot(), "dist/cli/main.js"), ...args],
      { env: { PATH: process.env["PATH"], ...environment } },
      (error, out, err) => {
        resolve({ out: out + err, code: error ? 1 : 0 });
      },
    );
  });
const rows = async (): Promise<readonly OutboxRow[]> =>
  JSON.parse((await run("outbox", "--json")).out) as readonly OutboxRow[];

describe("outbox on the command line, beside the running program", () => {
  it("lists what waits, what has no destination any more and what was given up", async () => {
    expect((await rows()).map(({ id, state, to }) => [id, state, to])).toEqual([
      ["d1", "waiting", "webhook"],
      ["d2", "unset", "slack-channel"],
      ["d3", "dead", "webhook"],
      ["d4", "waiting", "slack:T1:U1"],
    ]);
    const { out } = await run("outbox");
    expect(out).toContain("consultation.requested of AI-3 to webhook: 170 tries (HTTP 500)");
    expect((await run("outbox", "--dead")).out.trim().split("\n")).toHaveLength(1);
  });

  it("is what doctor and /readyz warn of", async () => {
    const { out } = await run("doctor");
    expect(out).toContain("WRONG Given up: consultation.requested of AI-3");
    expect(out).toContain("AI-2 to slack-channel, which is no longer set");
    expect(await (await fetch(`${program.url}/readyz`)).text()).toBe("ready\noutbox: 3 waiting, 1 given up\n");
  });

  it("stands on /readyz beside the reason why it is not ready, when nothing can be written", async () => {
    const folder = environment["DATA_DIR"] ?? "";
    const readyz = async (status: number): Promise<string> => {
      for (;;) {
        const response = await fetch(`${program.url}/readyz`);
        const text = await response.text();
        if (response.status === status) return text;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    await rename(folder, `${folder}-away`);
    expect(await readyz(503)).toMatch(/^not ready\nThe data folder could not be written: .*\noutbox: 3 waiting, 1/);
    await rename(`${folder}-away`, folder);
    expect(await readyz(200)).toMatch(/^ready\noutbox/);
  });

  it("has what was given up tried again, drops what is not wanted, and says what it does not know", async () => {
    expect((await run("outbox", "retry", "--all", "--dead")).out).toContain("1 message is due now");
    expect((await rows()).find(({ id }) => id === "d3")).toMatchObject({ state: "waiting" });
    expect((await run("outbox", "drop", "d2")).out).toContain("dropped");
    expect((await rows()).map(({ id }) => id)).toEqual(["d1", "d3", "d4"]);
    expect(await run("outbox", "drop", "d2")).toMatchObject({ code: 1 });
    expect((await run("outbox", "retry", "--all")).out).toContain("3 messages are due now");
    expect((await run("outbox", "retry", "d3")).out).toContain("It is due now");
    expect((await run("outbox", "drop", "d")).out).toContain("Several messages begin with d");
    expect((await run("outbox", "retry")).out).toContain("needs the id");
    expect((await run("outbox", "send")).out).toContain("retry or drop");
  });
});

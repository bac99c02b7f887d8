import { execFile } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { consultationId, entryId, personId, teamId } from "../../src/core/ids.js";
import { packageRoot } from "../../src/package-root.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { consultationForm, openStore, temporaryFolder } from "../builders/world.js";

let dataDir: string;

/** Runs the real binary. */
const consultations = (...options: readonly string[]): Promise<{ out: string; code: number }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageRoot(), "dist/cli/main.js"), "consultations", ...options],
      { env: { ...process.env, DATA_DIR: dataDir }, cwd: dataDir },
      (error, out, err) => {
        resolve({ out: `${out}${err}`, code: error ? 1 : 0 });
      },
    );
  });

let made = 0;
const at = (day: number, hour: number): { id: ReturnType<typeof entryId>; at: string; by: null } => ({
  id: entryId(`e${String((made += 1))}`),
  at: new Date(Date.UTC(2026, 10, day, hour)).toISOString(),
  by: null,
});
const requested = (name: string, day: number): TrailEntry => ({
  kind: "consultation-requested",
  ...at(day, 9),
  by: personId(`slack:T1:${name}`),
  press: name,
  consultation: consultationId(name),
  reference: `AI-${name}`,
  form: { ...consultationForm, name, shareSummary: false },
});
const moved = (name: string, day: number, state: "accepted" | "closed"): TrailEntry => ({
  ...{ kind: "consultation-moved", ...at(day, 12), consultation: consultationId(name), state, consultant: "Kim" },
});

beforeAll(async () => {
  dataDir = await temporaryFolder();
  const store = await openStore(dataDir);
  await store.teams.append(teamId("team_1"), () => ({
    entries: [
      { kind: "workspace-linked", ...at(1, 1), platform: "slack", workspace: "T1" },
      ...[requested("ANA", 1), moved("ANA", 1, "accepted"), requested("BEN", 5)],
      ...[requested("CY", 10), moved("CY", 12, "closed")],
    ],
    result: undefined,
  }));
  await store.close();
});

const references = (out: string): readonly string[] => [...out.matchAll(/AI-(\w+)/g)].map(([, name = ""]) => name);

describe("the command line's list of requests", () => {
  it.each([
    [[], ["ANA", "BEN", "CY"]],
    [["--open"], ["ANA", "BEN"]],
    [["--unanswered"], ["BEN"]],
    [["--state", "closed"], ["CY"]],
    [
      ["--since", "2026-11-05"],
      ["BEN", "CY"],
    ],
    [["--since", "2026-11-05", "--open"], ["BEN"]],
  ])("with %j shows %j", async (options, shown) => {
    expect(references((await consultations(...options)).out)).toEqual(shown);
  });

  it("says how long the first answer took, and who moved it", async () => {
    expect((await consultations()).out).toMatch(/AI-ANA .*answered in 3 h/);
    expect((await consultations("ai-ana")).out).toContain("Last moved by Kim.");
  });

  it("as CSV keeps the columns that scripts know, and adds the desk's after them", async () => {
    const [head = "", first = "", second = ""] = (await consultations("--csv")).out.split("\n");
    expect(head).toMatch(/^reference,state,requested,changed,team,name,email,.*,not delivered,first answer,/);
    expect(first).toMatch(/,0,2026-11-01T12:00:00.000Z,180,Kim,,0$/);
    expect(second).toMatch(/,0,,,,,0$/);
  });

  it.each([
    ["--since", "yesterday"],
    ["--state", "lost"],
  ])("a wrong %s is told in one sentence", async (...options) => {
    const { out, code } = await consultations(...options);
    expect(code).toBe(1);
    expect(out).toMatch(/^"(yesterday|lost)" is not a (day|state)\. /);
  });
});

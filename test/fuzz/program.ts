import diagnostics from "node:diagnostics_channel";
import { openProgram } from "../../src/compose.js";
import type { Program } from "../../src/compose.js";
import type { Advisor } from "../../src/core/advisor.js";
import { teamId } from "../../src/core/ids.js";
import { askRunning } from "../../src/stores/control/control-socket.js";
import { openStore, settingsOf, uniqueId } from "../builders/world.js";
import { everythingOf } from "../security/everything.js";

/** Stands in all that another team stored. */
const marker = "marker-of-another-team";

export interface OpenedProgram {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Resolves once what was begun is done: no turn is taken any more and nothing is asked of others. */
  settle(): Promise<void>;
  /** Deletes the teams that came about since. */
  forgetTeams(): Promise<void>;
  close(): Promise<void>;
}

/** The whole program on a folder in which another team's data is. */
export async function openWhole(
  dataDir: string,
  environment: Record<string, string>,
  replaced: Parameters<typeof openProgram>[1] = {},
): Promise<OpenedProgram> {
  const others = await storeOthers(dataDir);
  const turns = { underWay: 0 };
  const calls = countCalls();
  const program: Program = await openProgram(
    settingsOf({ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "warn", DATA_DIR: dataDir, ...environment }),
    { ...replaced, advisor: (advisor) => counted(advisor, turns) },
  );
  return {
    url: `http://127.0.0.1:${String(program.port)}`,
    port: program.port,
    dataDir,
    settle: async () => {
      const until = Date.now() + settledWithinMs;
      for (let quiet = 0; quiet < 3 && Date.now() < until;) {
        await new Promise((resolve) => setImmediate(resolve));
        quiet = turns.underWay === 0 && calls.underWay === 0 ? quiet + 1 : 0;
      }
    },
    forgetTeams: async () => {
      const store = await openStore(dataDir, "read");
      const teams = (await store.directory.summaries()).map(({ team }) => team);
      await store.close();
      for (const team of teams) if (!others.has(team)) await askRunning(dataDir, { kind: "forget-team", team });
    },
    close: () => program.close(),
  };
}

/** What goes on after that waits for its own time, and is nothing that an input holds up. */
const settledWithinMs = 800;

/** What another team's text in an answer shows; undefined: there is none. */
export const foreignIn = (text: string): string | undefined =>
  text.includes(marker)
    ? `another team's data is shown: ${text.slice(Math.max(0, text.indexOf(marker) - 100)).slice(0, 200)}`
    : undefined;

/** Another workspace's, tenant's and the terminal's. */
async function storeOthers(dataDir: string): Promise<ReadonlySet<string>> {
  const store = await openStore(dataDir);
  const teams = new Set<string>();
  for (const [platform, id] of [
    ["slack", "T2"],
    ["msteams", "tenant-2"],
    ["terminal", "local"],
  ] as const) {
    const entries = everythingOf({ id: `${platform}:${id}:U9`, name: marker, marker }, "none.json").filter(
      ({ kind }) => !/^(?:delivery|app|earlier|workspace|conversation|assessment-archived)/u.test(kind),
    );
    const team = await store.directory.findOrCreate({ platform, id }, () => ({
      team: teamId(`team_${uniqueId()}`),
      entries: [
        {
          kind: "workspace-linked",
          id: entries[0]?.id ?? ("x" as never),
          at: "2026-11-20T10:00:00.000Z",
          by: null,
          platform,
          workspace: id,
        },
      ],
    }));
    await store.teams.append(team, () => ({ entries, result: undefined }));
    teams.add(team);
  }
  await store.close();
  return teams;
}

const counted = (advisor: Advisor, turns: { underWay: number }): Advisor => ({
  ...advisor,
  respond: async (request) => {
    turns.underWay += 1;
    try {
      return await advisor.respond(request);
    } finally {
      turns.underWay -= 1;
    }
  },
});

/** Calls to others that `fetch` makes. */
function countCalls(): { underWay: number } {
  const calls = { underWay: 0 };
  const open = new WeakSet<object>();
  const end = (message: unknown): void => {
    const { request } = message as { request: object };
    if (open.delete(request)) calls.underWay -= 1;
  };
  diagnostics.subscribe("undici:request:create", (message) => {
    open.add((message as { request: object }).request);
    calls.underWay += 1;
  });
  diagnostics.subscribe("undici:request:trailers", end);
  diagnostics.subscribe("undici:request:error", end);
  return calls;
}

const placeInCode = /\n\s+at \S|node:internal|node_modules\//u;

/** What is wrong with an answer over HTTP; undefined: nothing. */
export function answerFault(status: number, body: string): string | undefined {
  // 501 is how bots say that they do not know an invoke.
  if (status >= 500 && status !== 501) return `it is answered with ${String(status)}: ${body.slice(0, 200)}`;
  if (status < 200 || (status > 400 && body.length > 2_000))
    return `it is answered with ${String(status)} and ${String(body.length)} characters`;
  return placeInCode.test(body) ? `a place in the code is shown: ${body.slice(0, 300)}` : foreignIn(body);
}

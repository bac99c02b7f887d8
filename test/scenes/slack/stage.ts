import { randomBytes } from "node:crypto";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import type { TrailEntry } from "../../../src/core/team/trail.js";
import { openStore, settingsOf, temporaryFolder } from "../../builders/world.js";
import { Browser } from "../../doors/slack/browser.js";
import { grantOf } from "../../doors/slack/many-workspaces.js";
import { signingSecret } from "../../doors/slack/slack-client.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { Person } from "./person.js";
import type { Workspace } from "./person.js";
import { overHttp, overSocket } from "./transport.js";
import type { Transport } from "./transport.js";

/** A workspace with the app in it. */
export interface Troupe {
  readonly workspace: Workspace;
  person(user: string): Person;
  /** Reads the channel that requests are delivered to: of the firm's own workspace where there is one. */
  readonly consultant: Person;
}

/** Slack, the program, and two workspaces. */
export interface Stage {
  readonly slack: SlackStandin;
  readonly sets: readonly [Troupe, Troupe];
  /** Stops the program and reads what it stored of a workspace. */
  stored(set: Troupe): Promise<readonly TrailEntry[]>;
  close(): Promise<void>;
}

const scopes =
  "commands,chat:write,app_mentions:read,assistant:write,im:history,im:write,users:read,files:read,files:write,channels:history,groups:history";
const common = { HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent" } as const;

/** One program for many workspaces, over HTTP; both are installed through its pages. */
export async function stageOverHttp(): Promise<Stage> {
  const slack = await startSlack("T1");
  slack.scopes = scopes;
  slack.oauth.scope = scopes;
  const dataDir = await temporaryFolder();
  const program = await openProgram(
    settingsOf({
      ...{ ...common, DATA_DIR: dataDir, SLACK_API_URL: slack.url, SLACK_SIGNING_SECRET: signingSecret },
      ...{ SLACK_CLIENT_ID: "client-id", SLACK_CLIENT_SECRET: "client-secret" },
      ...{ SLACK_STATE_SECRET: "a-state-secret-of-a-test", SECRET_KEY: randomBytes(32).toString("base64") },
      CONSULT_SLACK_CHANNEL: `TFIRM/${deskOf("TFIRM")}`,
    }),
  );
  const url = `http://127.0.0.1:${String(program.port)}`;
  const transport = overHttp(url);
  const install = async (team: string, consultant?: Person): Promise<Troupe> => {
    const grant = grantOf(team);
    slack.oauth.grants.set(`code-${team}`, grant);
    const { status } = await new Browser(url).install(`code-${team}`);
    if (status !== 200) throw new TypeError(`${team} was not installed`);
    return setOf({ ...grant, team, slack, transport }, consultant);
  };
  const { consultant } = await install("TFIRM");
  const sets = [await install("TFERN", consultant), await install("TMOSS", consultant)] as const;
  return stageOf(slack, sets, [{ program, dataDir }], []);
}

export interface SocketStage extends Stage {
  /** Slack asks for new connections, and closes the old ones. */
  renew(): Promise<void>;
}

/** A program for each workspace, in Socket Mode. */
export async function stageOverSocket(): Promise<SocketStage> {
  const [one, other] = [await openOverSocket("TFERN"), await openOverSocket("TMOSS")];
  return {
    ...stageOf(one.slack, [one.set, other.set], [one, other], [other.slack]),
    renew: async () => {
      await one.transport.renew();
      await other.transport.renew();
    },
  };
}

async function openOverSocket(team: string) {
  const slack = await startSlack(team);
  slack.scopes = scopes;
  const transport = await overSocket(slack);
  const dataDir = await temporaryFolder();
  const program = await openProgram(
    settingsOf({
      ...{ ...common, DATA_DIR: dataDir, SLACK_API_URL: slack.url },
      ...{ SLACK_BOT_TOKEN: `xoxb-${team}`, SLACK_APP_TOKEN: "xapp-test", CONSULT_SLACK_CHANNEL: deskOf(team) },
    }),
  );
  const set = setOf({ team, token: `xoxb-${team}`, botUser: "UBOT", botId: "BBOT", slack, transport });
  return { slack, transport, dataDir, program, set };
}

type SetParts = Pick<Workspace, "team" | "token" | "botUser" | "botId" | "slack" | "transport">;

const deskOf = (team: string): string => `C9${team}`;

function setOf({ team, ...parts }: SetParts, consultant?: Person): Troupe {
  const { slack, token } = parts;
  const world = slack.world();
  const idOf = (user: string): string => `${user}${team}`;
  const general = { id: `C1${team}`, name: "general", isAppIn: true };
  const random = { id: `C2${team}`, name: "random", isAppIn: false };
  const pair = { id: `D1${team}`, name: "directmessage", isAppIn: false, members: ["UANA", "UBEN"].map(idOf) };
  const desk = { id: deskOf(team), name: "desk", isAppIn: true, members: [idOf("UCON")] };
  const state = world.add(team, token, [general, random, pair, desk]);
  const workspace: Workspace = { ...parts, team, world, state, general, random, pair };
  const people = new Map<string, Person>();
  const person = (user: string): Person => {
    const known = people.get(user) ?? new Person(workspace, idOf(user));
    people.set(user, known);
    slack.users.set(idOf(user), { real_name: `${user.slice(1)} of ${team}` });
    return known;
  };
  return { workspace, person, consultant: consultant ?? person("UCON") };
}

function stageOf(
  slack: SlackStandin,
  sets: readonly [Troupe, Troupe],
  programs: readonly { readonly program: Program; readonly dataDir: string }[],
  others: readonly SlackStandin[],
): Stage {
  let isRunning = true;
  const stop = async (): Promise<void> => {
    if (!isRunning) return;
    isRunning = false;
    for (const { program } of programs) await program.close();
    for (const transport of new Set<Transport>(sets.map(({ workspace }) => workspace.transport)))
      await transport.close();
  };
  return {
    slack,
    sets,
    stored: async ({ workspace }) => {
      await stop();
      for (const { dataDir } of programs) {
        const store = await openStore(dataDir);
        const team = await store.directory.find({ platform: "slack", id: workspace.team });
        const entries = team ? (await store.teams.read(team)).entries : [];
        await store.close();
        if (entries.length > 0) return entries;
      }
      return [];
    },
    close: async () => {
      await stop();
      for (const one of [slack, ...others]) await one.close();
    },
  };
}

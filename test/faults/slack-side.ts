import { Browser } from "../doors/slack/browser.js";
import { grantOf } from "../doors/slack/many-workspaces.js";
import { signingSecret } from "../doors/slack/slack-client.js";
import { Person } from "../scenes/slack/person.js";
import type { Workspace } from "../scenes/slack/person.js";
import { startSlack } from "../standins/slack-api.js";
import type { SlackStandin } from "../standins/slack-api.js";
import { openGate } from "./gate.js";
import type { Gate } from "./gate.js";
import type { Player } from "./player.js";
import { goodHabits, slackLine } from "./slack-line.js";
import type { Habits } from "./slack-line.js";
import { slackPlayer } from "./slack-player.js";

/** Slack with the app in several workspaces, behind a gate. */
export interface SlackSide {
  readonly slack: SlackStandin;
  readonly gate: Gate;
  readonly habits: Habits;
  readonly env: Readonly<Record<string, string>>;
  /** Installs the app through its pages, in the firm's workspace and these. */
  install(url: string, teams: readonly string[]): Promise<void>;
  player(team: string, name: string): Player;
  close(): Promise<void>;
}

/** The workspace of the firm, with the channel that requests are delivered to. */
export const firm = { team: "TFIRM", channel: "C9TFIRM" } as const;
const scopes =
  "commands,chat:write,app_mentions:read,assistant:write,im:history,im:write,users:read,files:read,files:write,channels:history,groups:history";

export async function startSlackSide(): Promise<SlackSide> {
  const slack = await startSlack(firm.team);
  slack.scopes = scopes;
  slack.oauth.scope = scopes;
  const gate = await openGate(new URL(slack.url).origin);
  const world = slack.world();
  const habits = goodHabits();
  const workspaces = new Map<string, Workspace>();
  // What the program is told to answer to lies behind the gate, too.
  const gated = Object.create(slack, {
    responseUrl: { value: (name: string) => `${gate.url}/response/${name}` },
  }) as SlackStandin;
  const add = async (url: string, team: string): Promise<void> => {
    const grant = grantOf(team);
    slack.oauth.grants.set(`code-${team}`, grant);
    const { status } = await new Browser(url).install(`code-${team}`);
    if (status !== 200) throw new TypeError(`${team} was not installed`);
    const general = { id: `C1${team}`, name: "general", isAppIn: true };
    const random = { id: `C2${team}`, name: "random", isAppIn: false };
    const pair = { id: `D1${team}`, name: "directmessage", isAppIn: false, members: [] };
    const desk = { id: firm.channel, name: "desk", isAppIn: true };
    const state = world.add(team, grant.token, [general, random, pair, ...(team === firm.team ? [desk] : [])]);
    const transport = slackLine(url, habits);
    workspaces.set(team, { ...grant, team, slack: gated, transport, world, state, general, random, pair });
  };
  return {
    slack,
    gate,
    habits,
    env: {
      SLACK_API_URL: `${gate.url}/api/`,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_CLIENT_ID: "client-id",
      SLACK_CLIENT_SECRET: "client-secret",
      SLACK_STATE_SECRET: "a-state-secret-of-a-test",
      CONSULT_SLACK_CHANNEL: `${firm.team}/${firm.channel}`,
    },
    install: async (url, teams) => {
      for (const team of [firm.team, ...teams]) await add(url, team);
    },
    player: (team, name) => {
      const workspace = workspaces.get(team);
      if (!workspace) throw new TypeError(`${team} is not there`);
      const user = `U${name}${team}`;
      slack.users.set(user, { real_name: `${name} of ${team}` });
      return slackPlayer(new Person(workspace, user), team, workspace.state);
    },
    close: async () => {
      await gate.close();
      await slack.close();
    },
  };
}

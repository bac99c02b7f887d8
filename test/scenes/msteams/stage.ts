import { openProgram } from "../../../src/compose.js";
import type { MsteamsSettings } from "../../../src/config/settings.js";
import type { TrailEntry } from "../../../src/core/team/trail.js";
import { askRunning } from "../../../src/stores/control/control-socket.js";
import { advisorParts } from "../../../src/compose-advisor.js";
import { LiveContent } from "../../../src/content/live-content.js";
import { knowledgeFolder } from "../../../src/package-root.js";
import { sendReminders } from "../../../src/reminders/send-reminders.js";
import { openStore, quietLog, settingsOf, temporaryFolder, workOffOutbox } from "../../builders/world.js";
import { appId, startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import type { Account, Chat } from "../../standins/teams-world/chat.js";
import { Person } from "./person.js";
import type { Teams } from "./person.js";
import { overHttp } from "./transport.js";

/** A tenant with its people, and the places they talk in. */
export interface Troupe {
  readonly tenant: string;
  readonly teams: Teams;
  /** A guest and somebody of another tenant are in the channel only. */
  readonly ana: Person;
  readonly ben: Person;
  readonly guest: Person;
  readonly stranger: Person;
  readonly group: Chat;
  readonly channel: Chat;
  /** A chat that the app is not in. */
  readonly aside: Chat;
  readonly chats: readonly Chat[];
  /** What the operator types. */
  operate(command: Record<string, unknown>): Promise<void>;
}

/** Teams, the program, and two tenants. */
export interface Stage {
  readonly connector: ConnectorStandin;
  readonly sets: readonly [Troupe, Troupe];
  /** What is stored of a tenant. */
  stored(set: Troupe): Promise<readonly TrailEntry[]>;
  /** Stops the program; what it sent stays. */
  stop(): Promise<void>;
  /** A round of reminders as it would run at that time, through the doors of the stopped program. */
  remind(at: Date): Promise<void>;
  close(): Promise<void>;
}

/** Where the app says it can be reached. */
export const publicUrl = "https://advisor.example/";

export async function openStage(sdk: MsteamsSettings["sdk"]): Promise<Stage> {
  const connector = await startConnector();
  connector.world();
  const dataDir = await temporaryFolder();
  const settings = settingsOf({
    ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir, TEAMS_SDK: sdk },
    ...{ MicrosoftAppId: appId, MicrosoftAppPassword: "secret", MicrosoftAppType: "MultiTenant" },
    PUBLIC_URL: publicUrl,
    ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
    ToBotFromChannelTokenIssuer: "https://api.botframework.com",
  });
  const program = await openProgram(settings, {
    outboundToken: () => Promise.resolve("outbound"),
    isFileHost: (url) => url.origin === connector.url,
  });
  const transport = overHttp(connector, `http://127.0.0.1:${String(program.port)}`);
  const sets = ["fern", "moss"].map((tenant) =>
    troupeOf(tenant, { connector, transport, answers: [] }, async (command) => {
      await askRunning(dataDir, command);
    }),
  ) as [Troupe, Troupe];
  let isRunning = true;
  const stop = async (): Promise<void> => {
    if (isRunning) await program.close();
    isRunning = false;
  };
  return {
    ...{ connector, sets },
    stop,
    stored: async ({ tenant }) => {
      const store = await openStore(dataDir, "read");
      const team = await store.directory.find({ platform: "msteams", id: tenant });
      const entries = team ? (await store.teams.read(team)).entries : [];
      await store.close();
      return entries;
    },
    remind: async (at) => {
      const store = await openStore(dataDir);
      const live = await LiveContent.open(knowledgeFolder(), quietLog);
      const parts = await advisorParts(settings, store, live, { messenger: program.messenger });
      const then = Object.create(parts, { clock: { value: () => at } }) as typeof parts;
      await sendReminders(then, quietLog);
      await workOffOutbox(then);
      await live.close();
      await store.close();
    },
    close: async () => {
      await stop();
      await connector.close();
    },
  };
}

function troupeOf(tenant: string, teams: Teams, operate: Troupe["operate"]): Troupe {
  const world = teams.connector.world();
  const account = (name: string, more: Partial<Account> = {}): Account => ({
    ...{ id: `29:${name.toLowerCase()}-${tenant}`, name: `${name} of ${tenant}`, tenant, role: "user" },
    ...more,
  });
  const [ana, ben] = [account("ANA"), account("BEN")];
  const [guest, stranger] = [account("GUS", { role: "guest" }), account("STA", { tenant: "elsewhere" })];
  const add = (chat: Omit<Chat, "tenant" | "isAppIn">): Chat => world.add({ ...chat, tenant, isAppIn: false });
  const group = add({ id: `19:group-${tenant}@thread.v2`, kind: "groupChat", members: [ana, ben] });
  const aside = add({ id: `19:aside-${tenant}@thread.v2`, kind: "groupChat", members: [ana, ben] });
  const channel = add({
    ...{ id: `19:channel-${tenant}@thread.tacv2`, team: `19:team-${tenant}@thread.tacv2`, kind: "channel" },
    members: [ana, ben, guest, stranger],
  });
  const chats = [group, aside, channel];
  const person = (who: Account): Person => {
    const personal = add({ id: `a:${who.id.slice(3)}`, kind: "personal", members: [who] });
    chats.push(personal);
    return new Person(teams, who, personal);
  };
  return {
    ...{ tenant, teams, group, channel, aside, chats, operate },
    ...{ ana: person(ana), ben: person(ben), guest: person(guest), stranger: person(stranger) },
  };
}

import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Person, Standing } from "../../core/conversation/request.js";
import { personId } from "../../core/ids.js";
import type { Clock } from "../../core/ports/clock.js";
import { personKeptMs } from "./limits.js";
import { wasNotDone } from "./patient-fetch.js";

const userSchema = z.looseObject({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  tz: z.string().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.looseObject({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  enterprise_user: z
    .looseObject({ enterprise_id: z.string().optional(), teams: z.array(z.string()).optional() })
    .optional(),
});

const keptAtMost = 5_000;

interface Home {
  /** The workspace, or the organization where the app is installed for all of it. */
  readonly workspace: string;
  readonly isOrganization: boolean;
}

/** Who somebody is, after Slack; remembered for a while. A look-up that fails makes a guest, and is tried again next time. */
export class SlackPeople {
  readonly #kept = new Map<string, { readonly person: Person; readonly until: number }>();
  readonly #directChannels = new Map<string, string>();
  readonly #workspaces = new Set<string>();
  #home: Home = { workspace: "", isOrganization: false };

  constructor(
    readonly client: WebClient,
    readonly clock: Clock,
  ) {}

  /** Learns whose people are members; all others are from outside. */
  introduce(home: Home): void {
    this.#home = home;
  }

  /** Learns that a workspace is one of the organization's, as Slack says with what it sends. */
  introduceWorkspace(team: string): void {
    this.#workspaces.add(team);
  }

  /**
   * Never rejects, unless it is to be sure: then with Slack's error, where it may say who it is another time.
   *
   * @param userTeam the person's own workspace, where Slack says it with what they did
   */
  async find(user: string, userTeam?: string, isSure = false): Promise<Person> {
    const key = `${userTeam ?? ""}:${user}`;
    const now = this.clock().getTime();
    const known = this.#kept.get(key);
    if (known && known.until > now) return known.person;
    const found = await this.client.users.info({ user }).then(
      (answer) => userSchema.safeParse(answer.user).data,
      (error: unknown) => {
        if (isSure && wasNotDone(error)) throw error;
        return undefined;
      },
    );
    if (!found) return this.#unknown(user, userTeam);
    const person = toPerson({ team_id: userTeam, ...found }, user, this.#home, this.#workspaces);
    remember(this.#kept, key, { person, until: now + personKeptMs });
    return person;
  }

  /** The person's direct messages with the bot; undefined when Slack does not say. */
  async directChannel(user: string): Promise<string | undefined> {
    const known = this.#directChannels.get(user);
    if (known !== undefined) return known;
    const channel = await this.client.conversations.open({ users: user }).then(
      (answer) => answer.channel?.id,
      () => undefined,
    );
    if (channel !== undefined) remember(this.#directChannels, user, channel);
    return channel;
  }

  #unknown(user: string, userTeam: string | undefined): Person {
    const { workspace, isOrganization } = this.#home;
    const isElsewhere = userTeam !== undefined && userTeam !== workspace && !isOrganization;
    const id = personId(`slack:${userTeam ?? workspace}:${user}`);
    return { id, standing: isElsewhere ? "outside" : "guest", isAdmin: false };
  }
}

/** The oldest makes room. */
function remember<T>(kept: Map<string, T>, key: string, value: T): void {
  const oldest = kept.keys().next();
  if (kept.size >= keptAtMost && !oldest.done) kept.delete(oldest.value);
  kept.set(key, value);
}

function toPerson(
  found: z.infer<typeof userSchema>,
  user: string,
  where: Home,
  workspaces: ReadonlySet<string>,
): Person {
  const names = [found.profile?.display_name, found.profile?.real_name, found.real_name, found.name];
  const name = names.find((candidate) => candidate !== undefined && candidate !== "");
  const home = found.team_id ?? where.workspace;
  return {
    id: personId(`slack:${home}:${user}`),
    ...(name === undefined ? {} : { name }),
    standing: standingOf(found, where.isOrganization && workspaces.has(home) ? where.workspace : home, where),
    isAdmin: found.is_admin === true || found.is_owner === true,
    ...(found.tz === undefined ? {} : { timeZone: found.tz }),
  };
}

function standingOf(found: z.infer<typeof userSchema>, home: string, { workspace, isOrganization }: Home): Standing {
  const { enterprise_id: organization, teams } = found.enterprise_user ?? {};
  const isOfTeam =
    home === workspace || (isOrganization ? organization === workspace : teams?.includes(workspace) === true);
  if (found.is_stranger === true || !isOfTeam) return "outside";
  return found.is_restricted === true || found.is_ultra_restricted === true ? "guest" : "member";
}

import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Person, Standing } from "../../core/conversation/request.js";
import { personId } from "../../core/ids.js";
import type { Clock } from "../../core/ports/clock.js";
import { personKeptMs } from "./limits.js";

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
  enterprise_user: z.looseObject({ teams: z.array(z.string()).optional() }).optional(),
});

const keptAtMost = 5_000;

/** Who somebody is, after Slack; remembered for a while. A look-up that fails makes a guest, and is tried again next time. */
export class SlackPeople {
  readonly #kept = new Map<string, { readonly person: Person; readonly until: number }>();

  constructor(
    readonly client: WebClient,
    readonly clock: Clock,
  ) {}

  async find(user: string, team: string): Promise<Person> {
    const key = `${team}:${user}`;
    const now = this.clock().getTime();
    const known = this.#kept.get(key);
    if (known && known.until > now) return known.person;
    const found = await this.client.users.info({ user }).then(
      (answer) => userSchema.safeParse(answer.user).data,
      () => undefined,
    );
    if (!found) return { id: personId(`slack:${team}:${user}`), standing: "guest", isAdmin: false };
    const person = toPerson(found, user, team);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= keptAtMost && !oldest.done) this.#kept.delete(oldest.value);
    this.#kept.set(key, { person, until: now + personKeptMs });
    return person;
  }
}

function toPerson(found: z.infer<typeof userSchema>, user: string, team: string): Person {
  const names = [found.profile?.display_name, found.profile?.real_name, found.real_name, found.name];
  const name = names.find((candidate) => candidate !== undefined && candidate !== "");
  const home = found.team_id ?? team;
  return {
    id: personId(`slack:${home}:${user}`),
    ...(name === undefined ? {} : { name }),
    standing: standingOf(found, home, team),
    isAdmin: found.is_admin === true || found.is_owner === true,
    ...(found.tz === undefined ? {} : { timeZone: found.tz }),
  };
}

function standingOf(found: z.infer<typeof userSchema>, home: string, team: string): Standing {
  const isOfTeam = home === team || found.enterprise_user?.teams?.includes(team) === true;
  if (found.is_stranger === true || !isOfTeam) return "outside";
  return found.is_restricted === true || found.is_ultra_restricted === true ? "guest" : "member";
}

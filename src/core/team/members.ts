import type { Person } from "../conversation/request.js";
import type { PersonId } from "../ids.js";
import type { TrailEntry } from "./trail.js";

/** Who is who in a team, derived from its trail. */
export interface Members {
  readonly lead: PersonId | undefined;
  readonly invited: ReadonlySet<PersonId>;
  /** Guests who were let in once and no longer are. */
  readonly uninvited: ReadonlySet<PersonId>;
  readonly names: ReadonlyMap<PersonId, string>;
  /** Everybody who did something that is stored, in the order they first did. */
  readonly tookPart: readonly PersonId[];
}

export function membersOf(entries: readonly TrailEntry[]): Members {
  let lead: PersonId | undefined;
  const invited = new Set<PersonId>();
  const uninvited = new Set<PersonId>();
  const names = new Map<PersonId, string>();
  const tookPart = new Set<PersonId>();
  for (const entry of entries) {
    if (entry.by && entry.kind !== "conversation-kept") tookPart.add(entry.by);
    if (entry.kind === "lead-set") lead = entry.person ?? undefined;
    else if (entry.kind === "invited") {
      invited.add(entry.person);
      uninvited.delete(entry.person);
    } else if (entry.kind === "uninvited") {
      invited.delete(entry.person);
      uninvited.add(entry.person);
    } else if (entry.kind === "person-named") names.set(entry.person, entry.name);
  }
  return { lead, invited, uninvited, names, tookPart: [...tookPart] };
}

export interface Rights {
  /** May see and fill in what is the team's, and ask for a consultation. */
  readonly takesPart: boolean;
  /** May reset, forget, and say who leads or is invited. */
  readonly leads: boolean;
}

/** Members take part; guests and people of other organizations only when invited by name. */
export function rightsOf(person: Person, members: Members): Rights {
  const takesPart = person.standing === "member" || members.invited.has(person.id);
  return {
    takesPart,
    leads: takesPart && (members.lead === person.id || (person.isAdmin && person.standing === "member")),
  };
}

/** Whom a typed name means: "me", or the full name (with or without @) of exactly one person of the team. */
export function findByName(members: Members, typed: string, asker: PersonId): PersonId | undefined {
  const plain = (name: string): string => name.trim().replace(/^@/u, "").toLowerCase();
  if (["me", "myself", "i"].includes(plain(typed))) return asker;
  const named = [...members.names].filter(([, name]) => plain(name) === plain(typed));
  return named.length === 1 ? named[0]?.[0] : undefined;
}

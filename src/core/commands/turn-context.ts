import type { Questionnaire } from "../assessment/question.js";
import type { Aliases } from "../conversation/grammar.js";
import type { Phrases } from "../conversation/phrases.js";
import type { Block, Reply } from "../conversation/reply.js";
import type { Platform, Request } from "../conversation/request.js";
import type { Destination } from "../delivery/delivery-entries.js";
import { entryId, nonce, teamId } from "../ids.js";
import type { EntryId, PersonId, TeamId } from "../ids.js";
import type { Knowledge, Source } from "../knowledge/entry.js";
import type { Retriever } from "../knowledge/retrieve.js";
import type { AuditLog } from "../ports/audit-log.js";
import type { Clock } from "../ports/clock.js";
import type { Ids } from "../ports/ids.js";
import type { Messenger } from "../ports/messenger.js";
import type { Printer } from "../ports/printer.js";
import type { TableReader } from "../ports/table-reader.js";
import type { RecentTopics } from "../ports/recent-topics.js";
import type { Claims } from "../ports/claims.js";
import type { CustomerQuestionMatcher } from "../questionnaire/match.js";
import type { StarterTemplate } from "../starter-documents/template.js";
import type { TeamDirectory, TeamStore } from "../ports/team-store.js";
import { formerMember } from "../former-member.js";
import { membersOf, rightsOf } from "../team/members.js";
import type { Members, Rights } from "../team/members.js";
import type { Trail, TrailEntry } from "../team/trail.js";
import type { ReportWordKey } from "../report-words.js";
import type { CoreWordKey } from "../words.js";

/** How a consultation is offered. */
export interface ConsultOffer {
  /** The firm that takes the conversation, as shown. */
  readonly firm: string | undefined;
  readonly replyWithin: string | undefined;
  readonly bookingUrl: string | undefined;
  /** Every request goes to each of these. */
  readonly destinations: readonly Destination[];
}

/** What the advisor is made of; all of it passed in. */
export interface AdvisorParts {
  readonly store: TeamStore;
  readonly directory: TeamDirectory;
  readonly claims: Claims;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly words: Phrases<CoreWordKey>;
  /** The sentences of reports, exports, starter documents and draft replies. */
  readonly reportWords: Phrases<ReportWordKey>;
  readonly aliases: Aliases;
  readonly knowledge: Knowledge;
  readonly retrieve: Retriever;
  readonly questionnaire: Questionnaire;
  readonly sources: Readonly<Record<string, Source>>;
  readonly templates: readonly StarterTemplate[];
  readonly matchCustomerQuestion: CustomerQuestionMatcher;
  readonly recentTopics: RecentTopics;
  readonly printer: Printer;
  readonly tableReader: TableReader;
  readonly messenger: Messenger;
  /** Lets other work go on between the pieces of a long one. */
  readonly pause: () => Promise<void>;
  /** Whether questions without a good answer are kept for the editors. */
  readonly keepsUnanswered: boolean;
  /** How many days a team's data outlives the app's removal, by platform; missing where no removal deletes it. */
  readonly uninstallGraceDays: ReadonlyMap<Platform, number>;
  /** How many months a team without activity is kept, where that is limited. */
  readonly retentionMonths: number | undefined;
  readonly consult: ConsultOffer;
  /** Where to get help with the program and to read more on privacy, and whom to write to, if set. */
  readonly contact: {
    readonly supportEmail: string | undefined;
    readonly supportUrl: string | undefined;
    readonly privacyUrl: string | undefined;
  };
}

/** One turn: what was asked and what is known of the team at its start. */
export interface TurnContext {
  readonly parts: AdvisorParts;
  readonly request: Request;
  readonly team: TeamId | undefined;
  readonly trail: Trail;
  readonly members: Members;
  readonly rights: Rights;
  /** The time of the turn (ISO 8601, UTC). */
  readonly at: string;
}

export async function openTurn(parts: AdvisorParts, request: Request): Promise<TurnContext> {
  const team = await parts.directory.find(request.workspace);
  const trail = team ? await parts.store.read(team) : { team: teamId("none"), entries: [] };
  const members = withAsker(membersOf(trail.entries), request);
  return {
    parts,
    request,
    team,
    trail,
    members,
    rights: rightsOf(request.person, members),
    at: parts.clock().toISOString(),
  };
}

/** The asker goes by the name they have now, also before it is stored with something they do. */
const withAsker = (members: Members, { person }: Request): Members =>
  person.name === undefined || person.name === ""
    ? members
    : { ...members, names: new Map([...members.names, [person.id, person.name]]) };

interface Change<T> {
  readonly entries: readonly TrailEntry[];
  readonly result: T;
}

/**
 * Appends what `decide` returns to the team's trail, making the team when it is its first entry. `decide` sees the trail
 * and the rights as they are at that moment. The asker's name goes along with an entry of theirs when it is new.
 */
export async function changeTeam<T>(
  context: TurnContext,
  decide: (now: { trail: Trail; members: Members; rights: Rights }) => Change<T>,
): Promise<T> {
  const { parts, request } = context;
  const team = await parts.directory.findOrCreate(request.workspace, () => ({
    team: teamId(`team_${parts.ids.unique()}`),
    entries: [
      {
        kind: "workspace-linked",
        id: newEntryId(context),
        at: context.at,
        by: null,
        platform: request.workspace.platform,
        workspace: request.workspace.id,
      },
    ],
  }));
  return parts.store.append(team, (trail) => {
    const members = membersOf(trail.entries);
    const change = decide({ trail, members, rights: rightsOf(request.person, members) });
    return {
      result: change.result,
      entries: [
        ...(change.entries.some(({ by }) => by === request.person.id) ? nameEntry(context, members) : []),
        ...change.entries,
      ],
    };
  });
}

function nameEntry(context: TurnContext, members: Members): readonly TrailEntry[] {
  const { id: person, name } = context.request.person;
  if (name === undefined || name === "" || members.names.get(person) === name) return [];
  return [{ kind: "person-named", ...stamp(context), person, name }];
}

export const newEntryId = (context: Pick<TurnContext, "parts">): EntryId => entryId(context.parts.ids.unique());

/** The common fields of an entry made by the asker now. */
export const stamp = (context: TurnContext): { id: EntryId; at: string; by: PersonId } => ({
  id: newEntryId(context),
  at: context.at,
  by: context.request.person.id,
});

/** A reply to this turn; answers to a button press are drawn over the pressed card unless said otherwise. */
export function replyWith(
  context: TurnContext,
  blocks: readonly Block[],
  options: Partial<Pick<Reply, "audience" | "replaces" | "refused" | "again">> = {},
): Reply {
  return {
    nonce: nonce(context.parts.ids.unique()),
    blocks,
    audience: options.audience ?? "asker",
    replaces: (options.replaces ?? true) && context.request.input.kind === "action",
    ...(options.refused ? { refused: true } : {}),
    ...(options.again ? { again: options.again } : {}),
  };
}

/** Who sees an answer from the knowledge base: everybody in the place, unless the asker is answered alone there. */
export const audienceHere = ({ request }: TurnContext): Reply["audience"] =>
  request.aloneIn === undefined ? "everyone" : "asker";

/** A person's name to show: theirs, "you", or a stand-in that gives nothing away. */
export function nameOf(context: TurnContext, members: Members, person: PersonId | null): string {
  const { words } = context.parts;
  if (person === context.request.person.id) return words.plain("name.you");
  if (person === formerMember) return words.plain("name.former");
  return (person && members.names.get(person)) ?? words.plain("name.someone");
}

/** A person's name as a document or the record shows it; never "you". */
export function recordName(
  { parts, members }: Pick<TurnContext, "parts" | "members">,
  person: PersonId | null,
): string {
  if (person === formerMember) return parts.words.plain("name.former");
  return (person && members.names.get(person)) ?? parts.words.plain("name.someone");
}

// Made once: making one takes far longer than using it, and every answer shows a date.
const timeFormat = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const dateFormat = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });

/** A date and time as people read them, e.g. "Nov 23, 2026, 2:05 PM" (UTC). */
export const showTime = (iso: string): string => timeFormat.format(new Date(iso));

/** A date as people read it, e.g. "Nov 23, 2026" (UTC). */
export const showDate = (iso: string): string => dateFormat.format(new Date(iso));

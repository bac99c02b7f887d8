import type { Button, Reply } from "../conversation/reply.js";
import type { PersonId } from "../ids.js";
import { formerMember } from "../former-member.js";
import type { Members } from "../team/members.js";
import type { TrailEntry } from "../team/trail.js";
import { refuseMember, refuseOutsider } from "./help.js";
import { changeTeam, nameOf, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** `lead`, `invite` or `uninvite`; the lead (or a workspace admin) says who. */
export type PeopleVerb = "lead" | "invite" | "uninvite";
interface Named {
  readonly id: PersonId;
  readonly name?: string;
}

/** With a name: does it. Without one: says how it stands and offers those who took part. */
export async function changePeople(context: TurnContext, verb: PeopleVerb, person: Named | undefined): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  if (!person) return offerPeople(context, verb);
  const { words } = context.parts;
  const outcome = await changeTeam(context, ({ members, rights }) => {
    if (!rights.leads) return { entries: [], result: { isDone: false, name: "" } };
    const name = person.name ?? nameOf(context, members, person.id);
    return {
      entries: [...nameOfOther(context, members, person), entryFor(context, verb, person.id)],
      result: { isDone: true, name },
    };
  });
  if (!outcome.isDone) return refuseMember(context);
  return replyWith(context, [{ kind: "markdown", markdown: words.say(`people.${verb}-done`, { name: outcome.name }) }]);
}

function entryFor(context: TurnContext, verb: PeopleVerb, person: PersonId): TrailEntry {
  const base = stamp(context);
  if (verb === "lead") return { kind: "lead-set", ...base, person };
  return verb === "invite" ? { kind: "invited", ...base, person } : { kind: "uninvited", ...base, person };
}

function nameOfOther(context: TurnContext, members: Members, person: Named): readonly TrailEntry[] {
  if (!person.name || members.names.get(person.id) === person.name || person.id === context.request.person.id)
    return [];
  return [{ kind: "person-named", ...stamp(context), person: person.id, name: person.name }];
}

function offerPeople(context: TurnContext, verb: PeopleVerb): Reply {
  const { words } = context.parts;
  const { members } = context;
  const lead = members.lead ? nameOf(context, members, members.lead) : words.plain("status.no-lead");
  const candidates =
    verb === "uninvite"
      ? [...members.invited]
      : members.tookPart.filter(
          (person) =>
            person !== formerMember && person !== members.lead && !(verb === "invite" && members.invited.has(person)),
        );
  const buttons: readonly Button[] = candidates.map((person) => ({
    label: nameOf(context, members, person),
    action: { do: verb, person },
  }));
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: words.say(`people.${verb}-ask`, { lead }) },
      ...(context.rights.leads && buttons.length > 0 ? [{ kind: "buttons", buttons } as const] : []),
    ],
    { replaces: false },
  );
}

import type { Person, Place, Standing, WorkspaceRef } from "../../core/conversation/request.js";
import { personId } from "../../core/ids.js";
import type { PersonId } from "../../core/ids.js";
import type { Account, AnyActivity } from "./activities.js";
import type { Member } from "./members.js";

/** The id of the Microsoft 365 tenant the conversation belongs to; undefined in a local playground. */
export const tenantOf = (activity: AnyActivity): string | undefined =>
  activity.conversation.tenantId ?? activity.channelData?.tenant?.id;

/** Without a tenant (a local playground only) the workspace is called "local". */
export const workspaceOf = (activity: AnyActivity): WorkspaceRef => ({
  platform: "msteams",
  id: tenantOf(activity)?.toLowerCase() ?? "local",
});

export function placeOf(activity: AnyActivity): Place {
  const { id, conversationType, isGroup } = activity.conversation;
  if (conversationType === "channel") return { kind: "channel", conversation: id };
  if (conversationType === "groupChat" || (conversationType === undefined && isGroup === true)) {
    return { kind: "group", conversation: id };
  }
  return { kind: "personal", conversation: id };
}

/** The conversation without the thread: a channel is one place to write to, whatever its threads. */
export function channelOf(place: Place): Place {
  const [conversation = place.conversation] = place.conversation.split(";messageid=");
  return { kind: place.kind, conversation };
}

/** The name a delivery comes under, again and again; none for an activity without an id. */
export const deliveriesOf = (activity: AnyActivity): readonly string[] =>
  activity.id === undefined ? [] : [`msteams:${activity.conversation.id}:${activity.id}`];

export const msteamsPersonId = (workspace: WorkspaceRef, account: Pick<Account, "id" | "aadObjectId">): PersonId =>
  personId(`msteams:${workspace.id}:${account.aadObjectId ?? account.id}`);

interface Asking {
  readonly activity: AnyActivity;
  readonly from: Account;
  /** Undefined when the look-up failed. */
  readonly member: Member | undefined;
  readonly checksTokens: boolean;
}

/** Who is asking. Teams has no admins that a bot can see, so nobody is one here. */
export function personOf(asking: Asking): Person {
  const { activity, from, member } = asking;
  const name = from.name ?? member?.name;
  return {
    id: msteamsPersonId(workspaceOf(activity), { id: from.id, aadObjectId: from.aadObjectId ?? member?.objectId }),
    ...(name === undefined || name === "" ? {} : { name }),
    standing: standingOf(asking),
    isAdmin: false,
  };
}

function standingOf({ activity, from, member, checksTokens }: Asking): Standing {
  const tenant = tenantOf(activity)?.toLowerCase();
  // Microsoft does not say which of an activity's two tenants is whose in a shared channel: either one that is another
  // makes the person an outsider.
  const homes = [from.tenantId ?? member?.tenantId, activity.channelData?.tenant?.id];
  if (homes.some((home) => home !== undefined && tenant !== undefined && home.toLowerCase() !== tenant))
    return "outside";
  // A local playground may keep no member list; whoever sits at it is the operator.
  if (member === undefined) return !checksTokens && placeOf(activity).kind === "personal" ? "member" : "guest";
  return member.role === "guest" || member.role === "anonymous" ? "guest" : "member";
}

import type { Block, Reply } from "../conversation/reply.js";
import { undelivered } from "../delivery/deliveries.js";
import type { Delivery, OpenNotice } from "../delivery/deliveries.js";
import { entryId } from "../ids.js";
import type { EntryId, TeamId } from "../ids.js";
import type { Decision } from "../ports/team-store.js";
import { membersOf } from "../team/members.js";
import { lastActivity, retentionStep } from "../team/retention.js";
import type { RetentionStep } from "../team/retention.js";
import type { Trail, TrailEntry } from "../team/trail.js";
import { refuseOutsider } from "./help.js";
import { queueNotice } from "./teamwork/tell.js";
import { changeTeam, replyWith, showDate, stamp } from "./turn-context.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";

type RetentionParts = Pick<AdvisorParts, "store" | "clock" | "ids">;

/** Deletes all of a team if that is still meant, by the trail as it is then; resolves to whether it did. */
export type ForgetIf = (team: TeamId, isMeant: (trail: Trail) => boolean) => Promise<boolean>;

/** One look at a team. The lead is warned, or whoever took part where the lead can't be reached. */
export async function followRetention(
  parts: RetentionParts,
  team: TeamId,
  { months, forget }: { readonly months: number; readonly forget: ForgetIf },
): Promise<"kept" | "warned" | "deleted"> {
  const trail = await parts.store.read(team);
  const stepOf = ({ entries }: Trail): RetentionStep => retentionStep(entries, { months, now: parts.clock() });
  const step = stepOf(trail);
  if (step.kind === "keep") return "kept";
  // Somebody may have come back since the look.
  if (step.kind === "delete") return (await forget(team, (now) => stepOf(now).kind === "delete")) ? "deleted" : "kept";
  return parts.store.append(team, (now): Decision<"kept" | "warned"> => {
    const meant = stepOf(now);
    // On its way already: as long as nobody could be asked, nothing is deleted.
    if (meant.kind !== "warn" || warningsOf(now).some(({ isDead }) => !isDead)) return { entries: [], result: "kept" };
    const givenUp = warningsOf(now).map((open) => dropped(parts, open));
    return { entries: [...givenUp, nextWarning(parts, now, meant.on)], result: "warned" };
  });
}

/** What is recorded with the end of a warning: that it was given, or whom it goes to next. Pure. */
export function afterWarning(
  parts: Pick<AdvisorParts, "clock" | "ids">,
  { trail, on, isTold }: { readonly trail: Trail; readonly on: string; readonly isTold: boolean },
): readonly TrailEntry[] {
  return [isTold ? warned(parts) : nextWarning(parts, trail, on)];
}

/** To the lead, or whoever took part and was not tried since somebody last did something; nobody left: as good as warned. */
function nextWarning(parts: Pick<AdvisorParts, "clock" | "ids">, { entries }: Trail, on: string): TrailEntry {
  const { lead, tookPart } = membersOf(entries);
  const last = lastActivity(entries) ?? "";
  const tried = new Set(
    entries.flatMap((entry) =>
      entry.kind === "notice-queued" &&
      entry.notice.type === "retention" &&
      entry.at >= last &&
      !isGivenUp(entries, entry)
        ? [entry.person]
        : [],
    ),
  );
  const person = [...(lead ? [lead] : []), ...tookPart].find((candidate) => !tried.has(candidate));
  if (person === undefined) return warned(parts);
  return queueNotice(parts, { person, notice: { type: "retention", on } }, { ...baseOf(parts), isToldNow: false });
}

/** Whether the platform could never be asked: that says nothing of the person. */
const isGivenUp = (entries: readonly TrailEntry[], { delivery }: { readonly delivery: string }): boolean =>
  entries.some((entry) => entry.kind === "delivery-dead" && entry.delivery === delivery);

const warningsOf = ({ entries }: Trail): readonly (Delivery | OpenNotice)[] =>
  undelivered(entries).filter((open) => "notice" in open && open.notice.type === "retention");

const baseOf = (parts: Pick<AdvisorParts, "clock" | "ids">): { id: EntryId; at: string; by: null } => ({
  id: entryId(parts.ids.unique()),
  at: parts.clock().toISOString(),
  by: null,
});
const warned = (parts: Pick<AdvisorParts, "clock" | "ids">): TrailEntry => ({
  kind: "retention-warned",
  ...baseOf(parts),
});
const dropped = (parts: Pick<AdvisorParts, "clock" | "ids">, { id }: { readonly id: string }): TrailEntry => ({
  kind: "delivery-dropped",
  ...baseOf(parts),
  delivery: id,
});

/** What the lead reads. */
export function retentionWarning({ words }: Pick<AdvisorParts, "words">, on: string): readonly Block[] {
  return [
    { kind: "heading", text: words.plain("retention.title") },
    { kind: "markdown", markdown: words.say("retention.text", { on: showDate(on) }) },
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.keep-data"), action: { do: "keep-data" }, style: "primary" },
        { label: words.plain("button.export-all"), action: { do: "export" } },
      ],
    },
  ];
}

/** "Keep it": counts as something somebody did, so that the time begins anew. */
export async function keepData(context: TurnContext): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  await changeTeam(context, () => ({ entries: [{ kind: "data-kept", ...stamp(context) }], result: undefined }));
  return replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say("retention.kept") }]);
}

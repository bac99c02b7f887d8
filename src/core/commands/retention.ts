import type { Block, Reply } from "../conversation/reply.js";
import { entryId } from "../ids.js";
import type { TeamId } from "../ids.js";
import { membersOf } from "../team/members.js";
import { retentionStep } from "../team/retention.js";
import type { RetentionStep } from "../team/retention.js";
import type { Trail } from "../team/trail.js";
import { refuseOutsider } from "./help.js";
import { tellPerson } from "./teamwork/tell.js";
import { changeTeam, replyWith, showDate, stamp } from "./turn-context.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";

type RetentionParts = Pick<AdvisorParts, "store" | "clock" | "ids" | "words" | "messenger">;

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
  const { lead, tookPart } = membersOf(trail.entries);
  for (const person of new Set([...(lead ? [lead] : []), ...tookPart])) {
    const told = await tellPerson(parts, trail, person, warning(parts, step.on));
    // Not asked yet: the next round tries again, and nothing is deleted before.
    if (told === "not-now") return "kept";
    if (told === "told") break;
  }
  const at = parts.clock().toISOString();
  await parts.store.append(team, () => ({
    result: undefined,
    entries: [{ kind: "retention-warned", id: entryId(parts.ids.unique()), at, by: null }],
  }));
  return "warned";
}

function warning({ words }: Pick<AdvisorParts, "words">, on: string): readonly Block[] {
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

import type { Block } from "../conversation/reply.js";
import type { OpenNotice } from "../delivery/deliveries.js";
import type { Trail, TrailEntry } from "../team/trail.js";
import { afterWarning, retentionWarning } from "./retention.js";
import { invitationAgain } from "./teamwork/assign.js";
import { reminderFor } from "./teamwork/remind.js";
import { differenceAgain } from "./teamwork/settle.js";
import type { AdvisorParts } from "./turn-context.js";

/** What a person reads of a notice, by the trail as it is now; undefined when there is nothing to say any more. */
export function noticeBlocks(parts: AdvisorParts, trail: Trail, open: OpenNotice): readonly Block[] | undefined {
  const { notice, person, by } = open;
  switch (notice.type) {
    case "reminder":
      return reminderFor(parts, trail, { person, now: parts.clock().toISOString() });
    case "area":
      return invitationAgain(parts, trail, { person, by, area: notice.area });
    case "difference":
      return differenceAgain(parts, trail, { person, question: notice.question });
    case "retention":
      return retentionWarning(parts, notice.on);
  }
}

/** What is recorded with the end of a notice. Pure. */
export const afterNotice = (
  parts: Pick<AdvisorParts, "clock" | "ids">,
  { notice }: OpenNotice,
  { trail, isTold }: { readonly trail: Trail; readonly isTold: boolean },
): readonly TrailEntry[] => (notice.type === "retention" ? afterWarning(parts, { trail, on: notice.on, isTold }) : []);

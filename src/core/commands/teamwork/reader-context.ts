import type { MentionedPerson } from "../../conversation/request.js";
import { membersOf, rightsOf } from "../../team/members.js";
import type { Trail } from "../../team/trail.js";
import type { AdvisorParts, TurnContext } from "../turn-context.js";

/** What is drawn for somebody who has not asked is drawn as if they had: "you" is they. */
export function readerContext(
  parts: AdvisorParts,
  trail: Trail,
  reader: Pick<MentionedPerson, "id" | "name" | "standing">,
): TurnContext {
  const members = membersOf(trail.entries);
  const person = { standing: "member", isAdmin: false, ...reader } as const;
  return {
    parts,
    request: {
      // Nothing that is drawn depends on where it is drawn for.
      workspace: { platform: "playground", id: "" },
      person,
      place: { kind: "personal", conversation: reader.id },
      input: { kind: "words", text: "", mentions: [] },
    },
    team: trail.team,
    trail,
    members,
    rights: rightsOf(person, members),
    at: parts.clock().toISOString(),
  };
}

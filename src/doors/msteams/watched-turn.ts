import type { Reply } from "../../core/conversation/reply.js";
import type { Turn, TurnParts } from "../turn.js";
import { takeTurn } from "../turn.js";

/** How a turn ended. A failed one's reply is the apology: nothing was stored, so a pressed card stays as it is. */
export type Outcome =
  | { readonly kind: "answered"; readonly reply: Reply }
  | { readonly kind: "failed"; readonly reply: Reply }
  | { readonly kind: "repeated" };

/** `takeTurn`, and whether the reply is an apology. */
export async function takeWatchedTurn(parts: TurnParts, turn: Turn): Promise<Outcome> {
  const seen = { fault: false };
  const { advisor } = parts;
  const reply = await takeTurn(
    {
      ...parts,
      advisor: {
        respond: (request) => advisor.respond(request),
        welcome: () => advisor.welcome(),
        keepConversation: (workspace, conversation) => advisor.keepConversation(workspace, conversation),
        leaveConversation: (workspace, conversation) => advisor.leaveConversation(workspace, conversation),
        apologize: (fault) => {
          seen.fault = true;
          return advisor.apologize(fault);
        },
      },
    },
    turn,
  );
  if (reply === undefined) return { kind: "repeated" };
  return { kind: seen.fault ? "failed" : "answered", reply };
}

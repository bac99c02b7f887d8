import type { Action } from "./action.js";
import type { Command } from "./command.js";

/** What only shows: asking for it again changes nothing and gives what holds then. */
const shows: ReadonlySet<Action["do"]> = new Set<Action["do"]>([
  "help",
  "topic",
  "more",
  "question",
  "next",
  "earlier",
  "settle-open",
  "detail",
  "status",
  "report",
  "gaps",
  "history",
  "customer-edition",
  "templates",
  "draft",
  "assign",
  "assign-area",
  "consult",
  "consult-change",
  "privacy",
]);

/** What the team's next answer may change, so that a card which can keeps up with it. */
const keepsUp: ReadonlySet<Action["do"]> = new Set<Action["do"]>(["assess", "question", "next", "status"]);

/** What shows the reply to a press again, as it stands then; undefined where the reply itself is all there is. */
export function againOfPress(action: Action): Action | undefined {
  switch (action.do) {
    // Without its mode: the team may have changed it since.
    case "assess":
    case "answer":
    case "answer-several":
    case "skip":
    case "detail-save":
      return { do: "assess" };
    case "consult-send":
    case "consult-save":
    case "consult-pick":
      return { do: "consult" };
    default:
      return shows.has(action.do) ? action : undefined;
  }
}

/** The same for a command in words. */
export function againOfCommand(command: Command): Action | undefined {
  switch (command.kind) {
    case "assess":
      return command.area === undefined ? { do: "assess" } : undefined;
    case "report":
      return { do: "report", framework: command.framework };
    case "template":
      return command.name === "" ? { do: "templates" } : undefined;
    case "assign":
      return command.area === "" ? { do: "assign" } : undefined;
    case "help":
    case "status":
    case "gaps":
    case "history":
    case "consult":
    case "privacy":
      return { do: command.kind };
    default:
      return undefined;
  }
}

/** Whether a reply that is shown again so grows old by what others do. */
export const isLive = (again: Action | undefined): boolean => again !== undefined && keepsUp.has(again.do);

/** Whether it is a view of the team's assessment, which everybody who takes part has one of. */
export const isOfAssessment = (again: Action | undefined): boolean => isLive(again) && again?.do !== "status";

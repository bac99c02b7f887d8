import type { TurnContext } from "../turn-context.js";

/** What a report is made from; the command line has it without a turn. */
export type ReportContext = Pick<TurnContext, "parts" | "trail" | "members" | "at">;

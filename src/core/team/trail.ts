import { z } from "zod";
import { assessmentEntrySchema } from "../assessment/entries.js";
import { consultationEntrySchema } from "../consultation/consultation-entries.js";
import { deliveryEntrySchema, threadEntrySchema } from "../delivery/delivery-entries.js";
import type { TeamId } from "../ids.js";
import { feedbackEntrySchema } from "../feedback/feedback-entries.js";
import { teamEntrySchema } from "./team-entries.js";

/** Everything that can happen to a team; each room owns the schemas of its entries. */
export const trailEntrySchema = z.union([
  teamEntrySchema,
  assessmentEntrySchema,
  consultationEntrySchema,
  deliveryEntrySchema,
  threadEntrySchema,
  feedbackEntrySchema,
]);

export type TrailEntry = z.infer<typeof trailEntrySchema>;

/** What happened to one team, oldest first. State is derived from it, never stored beside it. */
export interface Trail {
  readonly team: TeamId;
  readonly entries: readonly TrailEntry[];
}

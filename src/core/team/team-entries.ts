import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { personId } from "../ids.js";

const person = z.string().min(1).transform(personId);

/** What the team itself records: its workspaces, its people, where they can be reached. */
export const teamEntrySchema = z.discriminatedUnion("kind", [
  entryBase.extend({
    kind: z.literal("workspace-linked"),
    platform: z.enum(["slack", "msteams", "playground", "terminal"]),
    workspace: z.string().min(1),
  }),
  /** The name a person goes by, the newest wins. */
  entryBase.extend({ kind: z.literal("person-named"), person, name: z.string().min(1) }),
  /** The name the team goes by in its documents, the newest wins. */
  entryBase.extend({ kind: z.literal("team-named"), name: z.string().min(1) }),
  /** Weekly reminders of open items, for the whole team; off until set. */
  entryBase.extend({ kind: z.literal("reminders-set"), isOn: z.boolean() }),
  /** Whether one person wants them. */
  entryBase.extend({ kind: z.literal("reminders-muted"), person, isMuted: z.boolean() }),
  /** A reminder was queued (in older trails: tried), so that the next one waits its time. */
  entryBase.extend({ kind: z.literal("reminded"), person, outcome: z.enum(["queued", "told", "unreachable"]) }),
  /** Somebody was told that a team without activity is deleted in a month, or nobody could be. */
  entryBase.extend({ kind: z.literal("retention-warned") }),
  /** Somebody asked to keep what is stored. */
  entryBase.extend({ kind: z.literal("data-kept") }),
  /** A file with what the team stored left it: the report and its answers, or what is stored about one person. */
  entryBase.extend({
    kind: z.literal("exported"),
    what: z.enum(["report", "customer-edition", "own-data"]),
    format: z.string(),
  }),
  entryBase.extend({ kind: z.literal("lead-set"), person: person.nullable() }),
  entryBase.extend({ kind: z.literal("invited"), person }),
  entryBase.extend({ kind: z.literal("uninvited"), person }),
  /** How a door can write to a conversation again; `reference` is the door's own, the newest for a conversation wins. */
  entryBase.extend({
    kind: z.literal("conversation-kept"),
    platform: z.enum(["slack", "msteams"]),
    conversation: z.string().min(1),
    person: person.nullable(),
    /** What it is a part of and is left with, such as the Microsoft team of a channel. */
    group: z.string().min(1).optional(),
    reference: z.record(z.string(), z.unknown()),
  }),
  /** The bot was taken out of the last conversation it had on a platform; a kept one after it ends that. */
  entryBase.extend({ kind: z.literal("app-removed"), platform: z.enum(["slack", "msteams"]) }),
  /** An earlier file of this team could not be read and was set aside under this name. */
  entryBase.extend({ kind: z.literal("earlier-file-set-aside"), file: z.string().min(1) }),
]);

export type TeamEntry = z.infer<typeof teamEntrySchema>;

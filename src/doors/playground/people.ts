import type { Person, WorkspaceRef } from "../../core/conversation/request.js";
import { personId } from "../../core/ids.js";

/** Everybody of the playground shares one workspace on this machine. */
export const playgroundWorkspace: WorkspaceRef = { platform: "playground", id: "local" };

/** Whom a newcomer can be, to try what a team does together. Names come from the words file. */
export const playgroundPeople = {
  you: { id: personId("playground:you"), standing: "member", isAdmin: false },
  colleague: { id: personId("playground:colleague"), standing: "member", isAdmin: false },
  outsider: { id: personId("playground:outsider"), standing: "outside", isAdmin: false },
} as const satisfies Record<string, Person>;

export type PlaygroundPerson = keyof typeof playgroundPeople;
export const playgroundPersonNames = ["you", "colleague", "outsider"] as const satisfies readonly PlaygroundPerson[];

import type { Troupe } from "./stage.js";

/** Words that only one workspace knows: what of them turns up in the other is a leak. */
export interface Secrets {
  readonly note: string;
  readonly topic: string;
  readonly company: string;
  readonly name: string;
}
export const secretsOf = ({ workspace: { team } }: Troupe): Secrets => ({
  note: `note-of-${team}`,
  topic: `topic-of-${team}`,
  company: `${team.toLowerCase()}@secret.example`,
  name: `ANA of ${team}`,
});

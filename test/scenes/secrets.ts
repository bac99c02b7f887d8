/** Words that only one team knows: what of them turns up in another is a leak. */
export interface Secrets {
  readonly note: string;
  readonly topic: string;
  readonly company: string;
  readonly name: string;
}

/** @param team the workspace or tenant, as the platform names it */
export const secretsOf = (team: string): Secrets => ({
  note: `note-of-${team}`,
  topic: `topic-of-${team}`,
  company: `${team.toLowerCase()}@secret.example`,
  name: `ANA of ${team}`,
});

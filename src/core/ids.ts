/** Branded identifiers: strings at run time, told apart by the compiler. Each is made in one place below. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Our own id of a customer's group, e.g. `team_9f3c…`; never a Slack workspace or Microsoft 365 tenant id. */
export type TeamId = Branded<"TeamId">;
/** One person as a platform knows them, e.g. `slack:T1:U1`, `msteams:<tenant>:<object id>`. */
export type PersonId = Branded<"PersonId">;
export type EntryId = Branded<"EntryId">;
export type AssessmentId = Branded<"AssessmentId">;
export type ConsultationId = Branded<"ConsultationId">;
export type QuestionId = Branded<"QuestionId">;
export type ChoiceId = Branded<"ChoiceId">;
export type AreaId = Branded<"AreaId">;
/** The slug of an answer in `knowledge/answers/`. */
export type TopicId = Branded<"TopicId">;
/** What makes one drawn card or form tell its presses apart from every other's. */
export type Nonce = Branded<"Nonce">;

export const teamId = (text: string): TeamId => text as TeamId;
export const personId = (text: string): PersonId => text as PersonId;
export const entryId = (text: string): EntryId => text as EntryId;
export const assessmentId = (text: string): AssessmentId => text as AssessmentId;
export const consultationId = (text: string): ConsultationId => text as ConsultationId;
export const questionId = (text: string): QuestionId => text as QuestionId;
export const choiceId = (text: string): ChoiceId => text as ChoiceId;
export const areaId = (text: string): AreaId => text as AreaId;
export const topicId = (text: string): TopicId => text as TopicId;
export const nonce = (text: string): Nonce => text as Nonce;

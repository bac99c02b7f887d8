import type { Action } from "../conversation/action.js";
import type { Nonce } from "../ids.js";
import type { Trail } from "../team/trail.js";
import { newEntryId } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

type Submitted = Pick<Extract<Action, { do: "answer" }>, "assessment" | "question" | "seen">;

/** What the asker submits now on a question's card, for the assessment to record or refuse. */
export const submissionOf = (
  context: TurnContext,
  { entries }: Trail,
  { assessment, question, seen }: Submitted,
  press: Nonce,
) =>
  ({
    questionnaire: context.parts.questionnaire,
    entries,
    assessment,
    question,
    seen,
    press,
    by: context.request.person.id,
    at: context.at,
    entry: newEntryId(context),
  }) as const;

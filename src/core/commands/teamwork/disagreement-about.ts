import { disagreements } from "../../assessment/disagreements.js";
import type { Disagreement } from "../../assessment/disagreements.js";
import type { Assessment } from "../../assessment/progress.js";
import type { QuestionId } from "../../ids.js";
import type { Trail } from "../../team/trail.js";
import type { TurnContext } from "../turn-context.js";

/** The open disagreement about a question, if there is one. */
export const disagreementAbout = (
  { parts }: Pick<TurnContext, "parts">,
  trail: Trail,
  assessment: Assessment,
  question: QuestionId,
): Disagreement | undefined =>
  disagreements(parts.questionnaire, trail.entries, assessment.id).find((known) => known.question === question);

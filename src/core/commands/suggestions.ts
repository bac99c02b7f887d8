import { countAnswered } from "../assessment/next-question.js";
import { currentAssessment } from "../assessment/progress.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";

/** Something to say next, for places that offer words before anybody has typed. */
export interface Suggestion {
  readonly label: string;
  /** The words it stands for, as if typed. */
  readonly says: string;
}

/** Questions that small businesses start with. */
export const firstQuestions = ({ words }: Pick<AdvisorParts, "words">): readonly Suggestion[] =>
  (["suggest.ask-1", "suggest.ask-2", "suggest.ask-3", "suggest.ask-4"] as const)
    .map((key) => words.plain(key))
    .map((question) => ({ label: question, says: question }));

/** At most four, suited to how far the team is; people who do not take part are offered questions alone. */
export function suggestionsFor(context: TurnContext): readonly Suggestion[] {
  const { words, questionnaire } = context.parts;
  const questions = firstQuestions(context.parts);
  if (!context.rights.takesPart) return questions;
  const assess = (label: string): Suggestion => ({ label, says: "assess" });
  const assessment = currentAssessment(context.trail.entries);
  if (!assessment || assessment.answers.size === 0)
    return [assess(words.plain("suggest.assess")), ...questions.slice(0, 3)];
  const { answered, skipped, total } = countAnswered(questionnaire, assessment, "readiness");
  if (answered + skipped < total)
    return [
      assess(words.plain("button.go-on")),
      { label: words.plain("suggest.report"), says: "report" },
      ...questions.slice(0, 2),
    ];
  return [
    { label: words.plain("suggest.report"), says: "report" },
    { label: words.plain("suggest.export"), says: "export pdf" },
    { label: words.plain("button.consult"), says: "consult" },
    ...questions.slice(0, 1),
  ];
}

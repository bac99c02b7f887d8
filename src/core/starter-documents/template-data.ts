import { numbersOf } from "../assessment/next-question.js";
import { nextSteps } from "../assessment/next-steps.js";
import type { Answer, Assessment } from "../assessment/progress.js";
import type { NeedQuestion, Questionnaire, ReadinessQuestion } from "../assessment/question.js";
import { responsibleFor } from "../assessment/responsibility.js";
import { scoreReadiness } from "../assessment/score.js";
import { escapeMarkdown } from "../conversation/markdown.js";
import type { PersonId, QuestionId } from "../ids.js";
import { answersBehind, stateValues } from "./question-values.js";
import type { StateValues } from "./question-values.js";

/** What a template can show; every value is plain text. `knowledge/README.md` lists it for editors. */
export interface TemplateData {
  readonly team: string;
  readonly date: string;
  /** Part one, by question; only what was answered. */
  readonly need: Readonly<Record<string, NeedValues>>;
  /** Part two, by quick question; all of them. */
  readonly q: Readonly<Record<string, StateValues & DetailValues>>;
  /** Open steps, best value for effort first. */
  readonly steps: readonly StepValues[];
  /** None before part two was begun. */
  readonly areas: readonly { readonly title: string; readonly percent: string }[];
}
export interface NeedValues {
  readonly choices: readonly string[];
  readonly label: string;
}
export interface DetailValues {
  readonly note?: string;
  readonly evidence?: string;
  readonly owner?: string;
  readonly due?: string;
}
export interface StepValues extends Pick<DetailValues, "owner" | "due"> {
  readonly nextStep: string;
  readonly hours: string;
  readonly numbers: string;
}

export interface TemplateSource {
  readonly questionnaire: Questionnaire;
  /** Undefined: nothing was begun. */
  readonly assessment: Assessment | undefined;
  readonly team: string | undefined;
  /** What the people of the team are called. */
  readonly names: ReadonlyMap<PersonId, string>;
  /** The day of the document (ISO 8601). */
  readonly at: string;
  readonly showDate: (iso: string) => string;
  readonly words: { readonly company: string; readonly open: string; readonly notApplicable: string };
}

export function templateData(source: TemplateSource): TemplateData {
  const { questionnaire, assessment } = source;
  const answers = assessment?.answers ?? new Map<QuestionId, Answer>();
  return {
    team: legible(source.team) ?? source.words.company,
    date: source.showDate(source.at),
    need: Object.fromEntries(
      questionnaire.need.questions.flatMap((question) => {
        const values = needValues(question, answers.get(question.id));
        return values ? [[question.id, values]] : [];
      }),
    ),
    q: Object.fromEntries(
      questionnaire.readiness.questions.map((question) => [
        question.id,
        { ...stateValues(questionnaire, answers, question), ...detailValues(source, question) },
      ]),
    ),
    steps: assessment ? stepValues(source, assessment) : [],
    areas: assessment ? areaValues(source, assessment) : [],
  };
}

function needValues({ choices }: NeedQuestion, answer: Answer | undefined): NeedValues | undefined {
  const value = answer?.value;
  if (!value || value.kind === "state") return undefined;
  const given: readonly string[] = value.kind === "many" ? value.choices : [value.choice];
  const chosen = choices.filter(({ id }) => given.includes(id));
  if (chosen.length === 0) return undefined;
  return { choices: chosen.map(({ id }) => id), label: chosen.map(({ label }) => label).join(", ") };
}

function detailValues(source: TemplateSource, question: ReadinessQuestion): DetailValues {
  const { questionnaire, assessment } = source;
  if (!assessment) return {};
  const behind = answersBehind(questionnaire, assessment.answers, question);
  return present({
    note: agreed(behind.map(({ note }) => note)),
    evidence: agreed(behind.map(({ evidence }) => evidence)),
    owner: agreed(behind.map(({ owner }) => owner)) ?? responsibleName(source, assessment, question.id),
    due: shownDay(source, agreed(behind.map(({ due }) => due))),
  });
}

function stepValues(source: TemplateSource, assessment: Assessment): readonly StepValues[] {
  return nextSteps(source.questionnaire, assessment.answers).map(({ asked, answer }) => ({
    nextStep: asked.question.nextStep,
    hours: range(asked.question.hours),
    numbers: numbersOf(source.questionnaire, asked).join(", "),
    ...present({
      owner: legible(answer?.owner) ?? responsibleName(source, assessment, asked.question.id),
      due: shownDay(source, legible(answer?.due)),
    }),
  }));
}

function areaValues({ questionnaire, words }: TemplateSource, assessment: Assessment): TemplateData["areas"] {
  const { overall, areas } = scoreReadiness(questionnaire, assessment.answers);
  if (overall.answered === 0) return [];
  return areas.map(({ title, share, answered }) => ({
    title,
    percent: share === null ? (answered > 0 ? words.notApplicable : words.open) : `${String(Math.round(share * 100))}%`,
  }));
}

const responsibleName = (source: TemplateSource, assessment: Assessment, question: QuestionId): string | undefined => {
  const person = responsibleFor(source.questionnaire, assessment, question);
  return person && legible(source.names.get(person));
};

/** What all who said something said alike: the owner of one requirement is not the owner of its whole subject. */
function agreed(said: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(said.flatMap((text) => legible(text) ?? []));
  return others.length === 0 ? first : undefined;
}

/** Undefined for text that shows nothing, such as blanks and control characters. */
const legible = (text: string | undefined): string | undefined =>
  text === undefined || escapeMarkdown(text) === "" ? undefined : text;

const shownDay = ({ showDate }: TemplateSource, due: string | undefined): string | undefined =>
  due === undefined || Number.isNaN(Date.parse(due)) ? due : showDate(due);

const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  low === high ? String(low) : `${String(low)}–${String(high)}`;

const present = (values: { readonly [Name in keyof DetailValues]: string | undefined }): DetailValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

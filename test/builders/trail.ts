import { join } from "node:path";
import { obtainContent } from "../../src/content/kept-content.js";
import type { AssessmentEntry } from "../../src/core/assessment/entries.js";
import type { AnswerValue, Mode } from "../../src/core/assessment/entries.js";
import { currentAssessment } from "../../src/core/assessment/progress.js";
import type { Assessment } from "../../src/core/assessment/progress.js";
import type { Questionnaire } from "../../src/core/assessment/question.js";
import { packageRoot } from "../../src/package-root.js";
import { assessmentId, choiceId, entryId, personId, questionId } from "../../src/core/ids.js";
import type { PersonId } from "../../src/core/ids.js";

/** The product's own questions and rules. */
export const openQuestionnaire = async (): Promise<Questionnaire> =>
  (await obtainContent(join(packageRoot(), "knowledge"))).questionnaire;

/** Writes a trail as people answering would, an entry a call. */
export class TrailWriter {
  readonly entries: AssessmentEntry[] = [];
  readonly #questionnaire: Questionnaire;
  #assessments = 0;
  #made = 0;
  #minutes = 0;

  readonly #prefix: string;

  /** @param prefix tells its ids apart from another trail's */
  constructor(questionnaire: Questionnaire, prefix = "e") {
    this.#questionnaire = questionnaire;
    this.#prefix = prefix;
    this.start();
  }

  get assessment(): Assessment {
    const assessment = currentAssessment(this.entries);
    if (!assessment) throw new TypeError("no assessment is under way");
    return assessment;
  }

  start(): this {
    this.#assessments += 1;
    this.entries.push({
      kind: "assessment-started",
      ...this.#stamp("ann"),
      questionsVersion: this.#questionnaire.version,
    });
    return this;
  }

  archive(): this {
    this.entries.push({ kind: "assessment-archived", ...this.#stamp("ann") });
    return this;
  }

  mode(mode: Mode): this {
    this.entries.push({ kind: "mode-set", ...this.#stamp("ann"), mode });
    return this;
  }

  /** Lets time pass. */
  later(hours: number): this {
    this.#minutes += hours * 60;
    return this;
  }

  need(question: string, ...choices: readonly string[]): this {
    const asked = this.#questionnaire.need.questions.find(({ id }) => id === question);
    const value: AnswerValue =
      asked?.kind === "many"
        ? { kind: "many", choices: choices.map(choiceId) }
        : { kind: "one", choice: choiceId(choices[0] ?? "") };
    return this.#answer(question, value, "ann");
  }

  state(question: string, state: string, options: { readonly by?: string; readonly reason?: string } = {}): this {
    const { by = "ann", reason } = options;
    return this.#answer(
      question,
      { kind: "state", state: choiceId(state), ...(reason === undefined ? {} : { reason }) },
      by,
    );
  }

  detail(
    question: string,
    detail: {
      readonly note?: string;
      readonly evidence?: string;
      readonly owner?: string;
      readonly due?: string;
      readonly ownerPerson?: PersonId;
    },
  ): this {
    this.entries.push({
      kind: "detail-recorded",
      ...this.#stamp("ann"),
      question: questionId(question),
      ...detail,
      press: this.#id(),
    });
    return this;
  }

  #answer(question: string, value: AnswerValue, by: string): this {
    this.entries.push({
      kind: "answered",
      ...this.#stamp(by),
      question: questionId(question),
      questionsVersion: this.#questionnaire.version,
      value,
      press: this.#id(),
    });
    return this;
  }

  #id(): string {
    this.#made += 1;
    return `${this.#prefix}${String(this.#made)}`;
  }

  #stamp(by: string): Pick<AssessmentEntry, "id" | "at" | "by" | "assessment"> {
    this.#minutes += 1;
    return {
      id: entryId(this.#id()),
      at: new Date(Date.UTC(2026, 10, 1) + this.#minutes * 60_000).toISOString(),
      by: personId(`test:${by}`),
      assessment: assessmentId(`as${String(this.#assessments)}`),
    };
  }
}

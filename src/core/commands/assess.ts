import { countAnswered, nextQuestion, questionsInOrder } from "../assessment/next-question.js";
import { currentAssessment, newAssessment } from "../assessment/progress.js";
import type { Assessment } from "../assessment/progress.js";
import type { Mode } from "../assessment/entries.js";
import type { Block, Button, Reply } from "../conversation/reply.js";
import { assessmentId } from "../ids.js";
import { refuseOutsider } from "./help.js";
import { questionPicker } from "./pick-question.js";
import { questionBlocks } from "./question-card.js";
import { changeTeam, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";
import { verdictBlocks } from "./reporting/verdict-card.js";

/**
 * Starts the team's assessment, or resumes it where it stopped; whoever starts the first one leads the team. With a mode, asks
 * its questions from now on; every answer stays.
 */
export async function assess(context: TurnContext, mode?: Mode): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const running = currentAssessment(context.trail.entries);
  if (running && (mode === undefined || mode === running.mode))
    return replyWith(context, nextBlocks(context, running), { replaces: true });
  if (running && mode) return switchMode(context, mode);
  if (context.request.input.kind === "action" && context.request.input.isAutomatic) return offerStart(context);
  const { questionnaire, ids, words } = context.parts;
  const started = await changeTeam(context, ({ trail, members }) => {
    const known = currentAssessment(trail.entries);
    if (known) return { entries: [], result: known };
    const entry = {
      kind: "assessment-started",
      ...stamp(context),
      assessment: assessmentId(`as_${ids.unique()}`),
      questionsVersion: questionnaire.version,
    } as const;
    const isFirst = !trail.entries.some((candidate) => candidate.kind === "assessment-started");
    const lead =
      isFirst && !members.lead
        ? [{ kind: "lead-set", ...stamp(context), person: context.request.person.id } as const]
        : [];
    const thorough =
      mode === "thorough" ? [{ kind: "mode-set", ...stamp(context), assessment: entry.assessment, mode } as const] : [];
    return { entries: [entry, ...lead, ...thorough], result: { ...newAssessment(entry), mode: mode ?? "quick" } };
  });
  const intro: readonly Block[] =
    started.answers.size === 0
      ? [
          {
            kind: "markdown",
            markdown: words.say("assess.intro", {
              need: questionnaire.need.questions.length,
              readiness: countAnswered(questionnaire, started, "readiness").total,
            }),
          },
        ]
      : [];
  return replyWith(context, [...intro, ...nextBlocks(context, started)]);
}

/** The card's assessment is gone, and a new one is only begun by somebody. */
function offerStart(context: TurnContext): Reply {
  const { words } = context.parts;
  return replyWith(context, [{ kind: "note", markdown: words.say("press.gone") }, startBlock(context)]);
}

export const startBlock = ({ parts: { words } }: TurnContext): Block => ({
  kind: "buttons",
  buttons: [{ label: words.plain("button.assess"), action: { do: "assess" }, style: "primary" }],
});

/** From now on the other mode's questions; every answer stays and counts. */
async function switchMode(context: TurnContext, mode: Mode): Promise<Reply> {
  const { words, questionnaire } = context.parts;
  const assessment = await changeTeam(context, ({ trail }) => {
    const running = currentAssessment(trail.entries);
    if (!running || running.mode === mode) return { entries: [], result: running };
    const entry = { kind: "mode-set", ...stamp(context), assessment: running.id, mode } as const;
    return { entries: [entry], result: { ...running, mode } };
  });
  if (!assessment) return assess(context);
  const { answered, total } = countAnswered(questionnaire, assessment, "readiness");
  return replyWith(context, [
    { kind: "markdown", markdown: words.say(`assess.mode-${mode}`, { answered, total }) },
    ...nextBlocks(context, assessment),
  ]);
}

/** What comes next: an open question, or the end of part one, or the end of all. */
export function nextBlocks(
  context: TurnContext,
  assessment: Assessment,
  after?: Parameters<typeof nextQuestion>[2],
): readonly Block[] {
  const { questionnaire, words } = context.parts;
  const asked = nextQuestion(questionnaire, assessment, after);
  if (asked) return questionBlocks(context, assessment, asked);
  const skipped = questionsInOrder(questionnaire, assessment.mode).filter(
    ({ question }) => assessment.answers.has(question.id) && !assessment.answers.get(question.id)?.value,
  );
  const answered = questionsInOrder(questionnaire, assessment.mode).filter((one) => !skipped.includes(one));
  return [
    { kind: "heading", text: words.plain("assess.done-title") },
    { kind: "markdown", markdown: words.say("assess.done", { skipped: skipped.length }) },
    ...questionPicker(context, assessment, { open: "question", questions: [...skipped, ...answered] }),
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.report"), action: { do: "report" }, style: "primary" },
        modeButton(context, assessment),
        { label: words.plain("button.consult"), action: { do: "consult" } },
      ],
    },
  ];
}

/** Offers the mode that is not on. */
export function modeButton({ parts: { words } }: TurnContext, { mode }: Assessment): Button {
  const other = mode === "quick" ? "thorough" : "quick";
  return { label: words.plain(`button.${other}`), action: { do: "assess", mode: other } };
}

/** The verdict with a way on to part two; shown when the last question of part one is answered. */
export function partOneBlocks(context: TurnContext, assessment: Assessment): readonly Block[] {
  const { words } = context.parts;
  return [
    ...verdictBlocks(context, assessment),
    {
      kind: "markdown",
      markdown: words.say("assess.part-two", {
        readiness: countAnswered(context.parts.questionnaire, assessment, "readiness").total,
      }),
    },
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.part-two"), action: { do: "assess" }, style: "primary" },
        modeButton(context, assessment),
        { label: words.plain("button.report"), action: { do: "report" } },
        { label: words.plain("button.consult"), action: { do: "consult" } },
      ],
    },
  ];
}

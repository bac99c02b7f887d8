import { nextQuestion } from "../assessment/next-question.js";
import { currentAssessment } from "../assessment/progress.js";
import type { Assessment } from "../assessment/progress.js";
import type { Block, Reply } from "../conversation/reply.js";
import { assessmentId } from "../ids.js";
import { refuseOutsider } from "./help.js";
import { questionBlocks } from "./question-card.js";
import { changeTeam, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";
import { verdictBlocks } from "./verdict-card.js";

/** Starts the team's assessment, or resumes it where it stopped; whoever starts the first one leads the team. */
export async function assess(context: TurnContext): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const running = currentAssessment(context.trail.entries);
  if (running) return replyWith(context, nextBlocks(context, running), { replaces: true });
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
    const result: Assessment = { id: entry.assessment, startedAt: entry.at, startedBy: entry.by, answers: new Map() };
    return { entries: [entry, ...lead], result };
  });
  const intro: readonly Block[] =
    started.answers.size === 0
      ? [
          {
            kind: "markdown",
            markdown: words.say("assess.intro", {
              need: questionnaire.need.questions.length,
              readiness: questionnaire.readiness.questions.length,
            }),
          },
        ]
      : [];
  return replyWith(context, [...intro, ...nextBlocks(context, started)]);
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
  return [
    { kind: "heading", text: words.plain("assess.done-title") },
    { kind: "markdown", markdown: words.say("assess.done") },
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.report"), action: { do: "report" }, style: "primary" },
        { label: words.plain("button.consult"), action: { do: "consult" } },
      ],
    },
  ];
}

/** The verdict with a way on to part two; shown when the last question of part one is answered. */
export function partOneBlocks(context: TurnContext, assessment: Assessment): readonly Block[] {
  const { words } = context.parts;
  return [
    ...verdictBlocks(context, assessment),
    {
      kind: "markdown",
      markdown: words.say("assess.part-two", { readiness: context.parts.questionnaire.readiness.questions.length }),
    },
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.part-two"), action: { do: "assess" }, style: "primary" },
        { label: words.plain("button.report"), action: { do: "report" } },
        { label: words.plain("button.consult"), action: { do: "consult" } },
      ],
    },
  ];
}

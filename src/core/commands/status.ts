import { countAnswered, questionsInOrder } from "../assessment/next-question.js";
import { disagreements } from "../assessment/disagreements.js";
import { isDueAgain } from "../assessment/open-items.js";
import { countArchived, currentAssessment } from "../assessment/progress.js";
import type { Block, Button, Reply } from "../conversation/reply.js";
import { openConsultations } from "../consultation/consultations.js";
import { remindersOf } from "../team/reminders.js";
import { modeButton } from "./assess.js";
import { refuseOutsider } from "./help.js";
import { lastAnswer } from "./last-answer.js";
import { questionPicker } from "./pick-question.js";
import { nameOf, replyWith, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** Progress, who answered last, what is left, who leads and who is invited. */
export function showStatus(context: TurnContext): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words, questionnaire } = context.parts;
  const { members, trail } = context;
  const assessment = currentAssessment(trail.entries);
  if (!assessment) {
    return replyWith(
      context,
      [
        ...setAside(context),
        { kind: "markdown", markdown: words.say("status.none", { archived: countArchived(trail.entries) }) },
        {
          kind: "buttons",
          buttons: [{ label: words.plain("button.assess"), action: { do: "assess" }, style: "primary" }],
        },
      ],
      { replaces: false },
    );
  }
  const need = countAnswered(questionnaire, assessment, "need");
  const readiness = countAnswered(questionnaire, assessment, "readiness");
  const open = disagreements(questionnaire, trail.entries, assessment.id);
  const facts = [
    { label: words.plain("status.need"), value: words.plain("status.count", need) },
    { label: words.plain("status.readiness"), value: words.plain("status.count", readiness) },
    { label: words.plain("status.mode"), value: words.plain(`status.mode-${assessment.mode}`) },
    {
      label: words.plain("status.last-label"),
      value: lastAnswer(context, assessment) ?? words.plain("status.no-answer"),
    },
    {
      label: words.plain("status.started"),
      value: words.plain("status.started-by", {
        who: nameOf(context, members, assessment.startedBy),
        when: showDate(assessment.startedAt),
      }),
    },
    {
      label: words.plain("status.lead"),
      value: members.lead ? nameOf(context, members, members.lead) : words.plain("status.no-lead"),
    },
    ...(members.invited.size > 0
      ? [
          {
            label: words.plain("status.invited"),
            value: [...members.invited].map((person) => nameOf(context, members, person)).join(", "),
          },
        ]
      : []),
    {
      label: words.plain("status.areas"),
      value: words.plain("status.areas-assigned", {
        count: assessment.assignees.size,
        total: questionnaire.readiness.areas.length,
      }),
    },
    ...(open.length > 0
      ? [
          {
            label: words.plain("status.disagreements"),
            value: words.plain("status.disagreements-open", { count: open.length }),
          },
        ]
      : []),
    {
      label: words.plain("status.reminders"),
      value: words.plain(remindersOf(trail.entries).isOn ? "status.reminders-on" : "status.reminders-off"),
    },
    {
      label: words.plain("status.requests"),
      value: words.plain("status.requests-open", { count: openConsultations(trail.entries).length }),
    },
  ];
  const toSettle: readonly Button[] = open.slice(0, 3).map(({ question }) => ({
    label: words.plain("button.settle"),
    action: { do: "settle-open", assessment: assessment.id, question },
  }));
  const isDone =
    need.answered + need.skipped === need.total && readiness.answered + readiness.skipped === readiness.total;
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("status.title") },
      ...setAside(context),
      { kind: "facts", facts },
      ...(isDueAgain(questionnaire, assessment, context.at)
        ? [{ kind: "note", markdown: words.say("status.again") } as const]
        : []),
      ...questionPicker(context, assessment, {
        open: "question",
        questions: questionsInOrder(questionnaire, assessment.mode).filter(({ question }) =>
          assessment.answers.has(question.id),
        ),
      }),
      {
        kind: "buttons",
        buttons: [
          ...(isDone
            ? []
            : [{ label: words.plain("button.go-on"), action: { do: "assess" }, style: "primary" } as const]),
          { label: words.plain("button.report"), action: { do: "report" } },
          { label: words.plain("button.assign"), action: { do: "assign" } },
          modeButton(context, assessment),
          ...toSettle,
        ],
      },
    ],
    { replaces: false },
  );
}

function setAside(context: TurnContext): readonly Block[] {
  const entry = context.trail.entries.findLast((candidate) => candidate.kind === "earlier-file-set-aside");
  return entry
    ? [{ kind: "note", markdown: context.parts.words.say("status.set-aside", { when: showDate(entry.at) }) }]
    : [];
}

import { answerAssessment } from "./commands/answer-question.js";
import { draftFor, draftReply } from "./commands/draft-reply.js";
import { giveTemplate, showTemplates } from "./commands/template.js";
import { answerQuestion, showMore, showTopic } from "./commands/ask.js";
import { assess } from "./commands/assess.js";
import { consult, openChange, saveChange, sendConsultation, withdrawConsultation } from "./commands/consult.js";
import { askForget, askForgetMe, askReset, forgetPerson, forgetTeam, resetAssessment } from "./commands/erase.js";
import { findAnswers } from "./commands/find-answers.js";
import type { FoundAnswer } from "./commands/find-answers.js";
import { mainButtons, showHelp } from "./commands/help.js";
import { showHome } from "./commands/home.js";
import { keepConversation, leaveConversation } from "./commands/keep-conversation.js";
import type { KeptConversation, LeftConversation } from "./commands/keep-conversation.js";
import { changePeople } from "./commands/people.js";
import { exportPerson, showPrivacy } from "./commands/privacy.js";
import { keepData } from "./commands/retention.js";
import { postAnswer } from "./commands/post-answer.js";
import { rateAnswer } from "./commands/rate.js";
import { openDetail, openPicked, saveDetail, showFollowing, showQuestion } from "./commands/question-detail.js";
import { exportByPress, exportByWords } from "./commands/reporting/export.js";
import { openCustomerEdition, saveCustomerEdition } from "./commands/reporting/customer-edition-form.js";
import { showFramework } from "./commands/reporting/framework-view.js";
import { showHistory } from "./commands/reporting/history.js";
import { showGaps, showReport } from "./commands/reporting/report.js";
import { shareReport } from "./commands/reporting/share-report.js";
import { assessArea, assignByWords, openAssign, saveAssign, showArea } from "./commands/teamwork/assign.js";
import { showEarlierAnswers } from "./commands/teamwork/earlier-answers.js";
import { muteReminders, setReminders } from "./commands/teamwork/remind.js";
import { openSettle, settle } from "./commands/teamwork/settle.js";
import { showStatus } from "./commands/status.js";
import { suggestionsFor } from "./commands/suggestions.js";
import type { Suggestion } from "./commands/suggestions.js";
import { openTurn, replyWith } from "./commands/turn-context.js";
import type { AdvisorParts, TurnContext } from "./commands/turn-context.js";
import type { Action, Press } from "./conversation/action.js";
import { againOfCommand, againOfPress } from "./conversation/again.js";
import type { Command } from "./conversation/command.js";
import { readCommand } from "./conversation/grammar.js";
import type { Reply } from "./conversation/reply.js";
import type { Request, Visit, WorkspaceRef } from "./conversation/request.js";
import { AdvisorError, assertNever } from "./errors.js";
import type { FormValues } from "./form-values.js";
import { nonce } from "./ids.js";

export type { FoundAnswer } from "./commands/find-answers.js";
export type { Suggestion } from "./commands/suggestions.js";
export type { KeptConversation, LeftConversation } from "./commands/keep-conversation.js";

/** The way in, for every door. */
export interface Advisor {
  /** Answers one request. Rejects with an `AdvisorError` when something could not be read or stored; nothing is half done then. */
  respond(request: Request): Promise<Reply>;
  /** What a person reads for a fault: what happened, what was kept, what to do next. */
  apologize(fault: unknown): Reply;
  /** The first message after the app was installed. */
  welcome(): Reply;
  /** The overview that a platform can keep in view, for one person. Rejects as `respond` does. */
  home(visit: Visit): Promise<Reply>;
  /** What somebody could say next, at most four. Rejects as `respond` does. */
  suggestions(visit: Visit): Promise<readonly Suggestion[]>;
  /** The answers nearest to what is being typed, best first; the first questions of most for nothing. Keeps nothing. */
  find(query: string): readonly FoundAnswer[];
  /** Remembers where the team can be written to; stores only what is new. */
  keepConversation(workspace: WorkspaceRef, conversation: KeptConversation): Promise<void>;
  /** Forgets a conversation the bot can write to no more, and only that. */
  leaveConversation(workspace: WorkspaceRef, conversation: LeftConversation): Promise<void>;
}

export function createAdvisor(parts: AdvisorParts): Advisor {
  const standalone = (reply: Omit<Reply, "nonce" | "audience" | "replaces">): Reply => ({
    nonce: nonce(parts.ids.unique()),
    audience: "asker",
    replaces: false,
    ...reply,
  });
  return {
    respond: async (request) => {
      const context = await openTurn(parts, request);
      const { input } = request;
      if (input.kind === "words") {
        const command = readCommand(input, parts.aliases);
        return shownAgainBy(context, againOfCommand(command), await followCommand(context, command));
      }
      if (input.press)
        return shownAgainBy(
          context,
          againOfPress(input.press.action),
          await followPress(context, input.press, input.values),
        );
      return replyWith(context, [{ kind: "markdown", markdown: parts.words.say("press.gone") }, mainButtons(parts)], {
        replaces: false,
      });
    },
    apologize: (fault) => {
      const code = fault instanceof AdvisorError && isTold(fault.code) ? fault.code : "unexpected";
      return standalone({ blocks: [{ kind: "markdown", markdown: parts.words.say(`fault.${code}`) }], refused: true });
    },
    welcome: () =>
      standalone({
        blocks: [
          { kind: "heading", text: parts.words.plain("help.title") },
          { kind: "markdown", markdown: parts.words.say("welcome.text") },
          mainButtons(parts),
        ],
      }),
    home: async (visit) => showHome(await openTurn(parts, { ...visit, input: nothingSaid })),
    suggestions: async (visit) => suggestionsFor(await openTurn(parts, { ...visit, input: nothingSaid })),
    find: (query) =>
      findAnswers(parts, query, { at: parts.clock().toISOString(), nonce: () => nonce(parts.ids.unique()) }),
    keepConversation: (workspace, kept) => keepConversation(parts, workspace, kept),
    leaveConversation: (workspace, left) => leaveConversation(parts, workspace, left),
  };
}

/** People who take no part get what they got, and no more by asking again. */
const shownAgainBy = ({ rights }: TurnContext, again: Action | undefined, reply: Reply): Reply =>
  rights.takesPart && again && !reply.again ? { ...reply, again } : reply;

const nothingSaid = { kind: "words", text: "", mentions: [] } as const;

const toldFaults = ["store-unwritable", "store-unreadable", "team-file-damaged"] as const;
type ToldFault = (typeof toldFaults)[number];
const isTold = (code: string): code is ToldFault => toldFaults.some((told) => told === code);

function followCommand(context: TurnContext, command: Command): Reply | Promise<Reply> {
  switch (command.kind) {
    case "help":
      return showHelp(context);
    case "ask":
      return answerQuestion(context, command.question, command.nearest);
    case "assess":
      return command.area === undefined
        ? assess(context, command.mode)
        : assessArea(context, command.area, command.asked);
    case "status":
      return showStatus(context);
    case "report":
      return command.framework ? showFramework(context, command.framework) : showReport(context, "asker");
    case "gaps":
      return showGaps(context);
    case "export":
      return exportByWords(context, command);
    case "history":
      return showHistory(context);
    case "template":
      return showTemplates(context, command.name);
    case "answer":
      return draftReply(context, command.question);
    case "assign":
      return assignByWords(context, command, nonce(context.parts.ids.unique()));
    case "remind":
      return setReminders(context, command.set);
    case "consult":
      return consult(context, undefined);
    case "reset":
      return askReset(context);
    case "forget":
      return askForget(context);
    case "forget me":
      return askForgetMe(context);
    case "export me":
      return exportPerson(context);
    case "lead":
    case "invite":
    case "uninvite":
      return changePeople(context, command.kind, command.person);
    case "privacy":
      return showPrivacy(context);
    default:
      return assertNever(command);
  }
}

function followPress(context: TurnContext, press: Press, values: FormValues): Reply | Promise<Reply> {
  const { action } = press;
  switch (action.do) {
    case "help":
      return showHelp(context);
    case "ask":
      return answerQuestion(context, action.question, undefined);
    case "topic":
      return showTopic(context, action);
    case "more":
      return showMore(context, action);
    case "post":
      return postAnswer(context, action, press.nonce);
    case "rate":
      return rateAnswer(context, action, press.nonce);
    case "assess":
      return assess(context, action.mode);
    case "question":
      return showQuestion(context, action);
    case "answer":
    case "answer-several":
    case "skip":
      return answerAssessment(context, action, press.nonce, values);
    case "next":
      return showFollowing(context, action);
    case "pick":
      return openPicked(context, action, values);
    case "detail":
      return openDetail(context, action);
    case "detail-save":
      return saveDetail(context, action, press.nonce, values);
    case "status":
      return showStatus(context);
    case "report":
      return action.framework ? showFramework(context, action.framework) : showReport(context, "asker");
    case "gaps":
      return showGaps(context);
    case "history":
      return showHistory(context);
    case "export":
      return exportByPress(context, action);
    case "customer-edition":
      return openCustomerEdition(context);
    case "customer-edition-save":
      return saveCustomerEdition(context, action, press.nonce, values);
    case "template":
      return giveTemplate(context, action);
    case "templates":
      return showTemplates(context, "");
    case "draft":
      return draftFor(context, action);
    case "assign":
      return openAssign(context);
    case "assign-save":
      return saveAssign(context, action, press.nonce, values);
    case "assign-area":
      return showArea(context, action.area);
    case "earlier":
      return showEarlierAnswers(context, action);
    case "settle-open":
      return openSettle(context, action);
    case "settle":
      return settle(context, action, press.nonce);
    case "remind":
      return setReminders(context, action.set);
    case "remind-me":
      return muteReminders(context, action.set);
    case "report-share":
      return shareReport(context, press.nonce);
    case "consult":
      return consult(context, action.about);
    case "consult-send":
      return sendConsultation(context, press.nonce, values);
    case "consult-change":
      return openChange(context, action.consultation);
    case "consult-save":
      return saveChange(context, action.consultation, press.nonce, values);
    case "consult-withdraw":
      return withdrawConsultation(context, action.consultation);
    case "reset-confirmed":
      return resetAssessment(context, action.assessment);
    case "forget-confirmed":
      return forgetTeam(context);
    case "forget-me-confirmed":
      return forgetPerson(context);
    case "cancel":
      return replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say("cancel.done") }]);
    case "lead":
    case "invite":
    case "uninvite":
      return changePeople(context, action.do, { id: action.person });
    case "privacy":
      return showPrivacy(context);
    case "keep-data":
      return keepData(context);
    default:
      return assertNever(action);
  }
}

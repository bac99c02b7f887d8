import { decodeAction } from "../../src/core/conversation/action.js";
import type { Person } from "../scenes/slack/person.js";
import { buttonsOf, wordsOf } from "../scenes/slack/screen.js";
import type { Shown } from "../scenes/slack/screen.js";
import type { Message } from "../standins/slack-world/messages.js";
import type { SlackWorkspace } from "../standins/slack-world/workspace.js";
import { pause } from "./fault.js";
import { apologies } from "./player.js";
import type { Act, Came, Card, Player } from "./player.js";

/** Somebody in Slack. */
export function slackPlayer(person: Person, team: string, state: SlackWorkspace): Player {
  /** What came after the last act, should it have come by now. */
  const look = (expected: RegExp, withinMs = 5): Promise<Card | undefined> =>
    person.sees(expected, withinMs).then(cardOf, () => undefined);
  /** What a dialog was sent back with stands beside its fields, and is gone with the next try. */
  let refusedDialogs = 0;
  const countRefusals = (): number => refusedDialogs + apologies.flatMap((words) => person.stillSees(words)).length;
  const does = async (act: Act): Promise<string> => {
    switch (act.kind) {
      case "types":
        await person.types(act.words);
        return "";
      case "presses":
        await person.presses(act.label, act.ticked === undefined ? [] : [act.ticked]);
        return "";
      case "sends": {
        const wrong = Object.values((await person.submits(act.typed)) ?? {});
        if (wrong.some((words) => apologies.some((apology) => words.includes(apology)))) refusedDialogs += 1;
        return "";
      }
      case "asks":
        return person.writes(act.words, { mentions: true });
    }
  };
  let last: Act | undefined;
  const act = async (doing: Act, expected: RegExp, withinMs: number): Promise<Came> => {
    // Before they press once more, they look: an answer may have come late.
    const late = doing === last && doing.kind !== "asks" ? await look(expected) : undefined;
    if (late) return { isAcknowledged: true, card: late };
    last = doing;
    const before = countRefusals();
    let ts: string;
    try {
      ts = await does(doing);
    } catch {
      return { isAcknowledged: false, card: undefined };
    }
    const isRefused = (): boolean => countRefusals() > before;
    if (doing.kind !== "asks") {
      const card = await waitFor(() => look(expected, 250), isRefused, withinMs);
      return { isAcknowledged: true, card, isRefused: !card && isRefused() };
    }
    // A mention arrives as two events, and may be answered between them: what counts is what stands in its thread.
    const answers = (): readonly Message[] =>
      state.messages.all().filter(({ thread, call }) => thread === ts && expected.test(wordsOf({ call })));
    const come = (): Promise<Card | undefined> => pause(50).then(() => answers().map(shownAs).map(cardOf)[0]);
    const card = await waitFor(come, isRefused, withinMs);
    return { isAcknowledged: true, card, isRefused: !card && isRefused(), timesAnswered: () => answers().length };
  };
  const opensForm = async (doing: Act, field: string, withinMs: number): Promise<Came> => {
    const came = await act(
      doing,
      new RegExp(`"block_id":"${field}"|Open the form|AI-[0-9A-Z]{4}-[0-9A-Z]{4}`),
      withinMs,
    );
    // The dialog could no longer be opened by what was pressed first.
    if (came.card?.labels.includes("Open the form") === true)
      return opensForm({ kind: "presses", on: came.card, label: "Open the form" }, field, withinMs);
    return came;
  };
  return { team, name: person.user, act, opensForm };
}

const shownAs = (message: Message): Shown => {
  const { call, at, channel, thread, onlyFor } = message;
  return { kind: "message", message, call, at, channel, thread, isAlone: onlyFor !== undefined };
};

/** Looks until it is there, or nothing more is to come. */
async function waitFor(
  come: () => Promise<Card | undefined>,
  isRefused: () => boolean,
  withinMs: number,
): Promise<Card | undefined> {
  for (const until = Date.now() + withinMs; Date.now() < until;) {
    const card = await come();
    if (card || isRefused()) return card;
  }
  return undefined;
}

const cardOf = (shown: Shown): Card => {
  const buttons = buttonsOf(shown);
  return {
    place: shown.kind === "message" ? shown.message.ts : shown.view.id,
    text: wordsOf(shown),
    labels: buttons.map(({ text }) => text?.text ?? ""),
    carried: (label) => decodeAction(buttons.find(({ text }) => text?.text === label)?.value ?? ""),
  };
};

import { decodeAction } from "../../src/core/conversation/action.js";
import type { Person } from "../scenes/slack/person.js";
import { buttonsOf, wordsOf } from "../scenes/slack/screen.js";
import type { Shown } from "../scenes/slack/screen.js";
import type { SlackWorkspace } from "../standins/slack-world/workspace.js";
import { apologies } from "./player.js";
import type { Act, Came, Card, Player } from "./player.js";

/** Somebody in Slack. */
export function slackPlayer(person: Person, team: string, state: SlackWorkspace): Player {
  /** What came after the last act, should it have come by now. */
  const look = (expected: RegExp, withinMs = 5): Promise<Card | undefined> =>
    person.sees(expected, withinMs).then(cardOf, () => undefined);
  const countRefusals = (): number => apologies.flatMap((words) => person.stillSees(words)).length;
  const does = async (act: Act): Promise<string> => {
    switch (act.kind) {
      case "types":
        await person.types(act.words);
        return "";
      case "presses":
        await person.presses(act.label, act.ticked === undefined ? [] : [act.ticked]);
        return "";
      case "sends":
        await person.submits(act.typed);
        return "";
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
    let card: Card | undefined;
    let isRefused = false;
    for (const until = Date.now() + withinMs; !card && !isRefused && Date.now() < until;) {
      card = await look(expected, 250);
      isRefused = !card && countRefusals() > before;
    }
    const answers = (): number =>
      state.messages.all().filter(({ thread, call }) => thread === ts && expected.test(wordsOf({ call }))).length;
    return { isAcknowledged: true, card, isRefused, ...(doing.kind === "asks" ? { timesAnswered: answers } : {}) };
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

const cardOf = (shown: Shown): Card => {
  const buttons = buttonsOf(shown);
  return {
    place: shown.kind === "message" ? shown.message.ts : shown.view.id,
    text: wordsOf(shown),
    labels: buttons.map(({ text }) => text?.text ?? ""),
    carried: (label) => decodeAction(buttons.find(({ text }) => text?.text === label)?.value ?? ""),
  };
};

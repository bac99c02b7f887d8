import { secretOf } from "../ledger.js";
import { tenant } from "../msteams-side.js";
import { fern, gone, tree } from "../stage.js";
import type { Stage } from "../stage.js";
import type { Findings } from "./findings.js";

/** What people were shown: no answer twice, nothing of another team's. */
export function checkShown({ child, slack, msteams, webhook, ledger }: Stage, findings: Findings): void {
  const { lost, duplicated, foreign } = findings;
  // The Bot Connector has no key by which it knows a repeat: a message whose answer was cut off may come once more, and
  // one answer of each conversation that a killed program had sent and not noted.
  const kills = child.ends.filter(({ signal }) => signal === "SIGKILL").length;
  let mayRepeat = msteams.gate.cut + kills;
  for (const { team, isSeen, timesAnswered } of ledger.questions) {
    const times = timesAnswered();
    const isRepeat = team === tenant && times === 2 && mayRepeat > 0;
    if (isRepeat) {
      mayRepeat -= 1;
      findings.repeats += 1;
    } else if (times > 1) duplicated.push(`the answer to a question of ${team}, ${String(times)} times`);
    if (isSeen && times === 0) lost.push(`the answer to a question of ${team}`);
  }
  lost.push(...ledger.unanswered.map((who) => `${who} was not answered`));
  const teams = [fern, tenant, gone];
  const said = new Map(
    [fern, gone, tree].map((team) => [
      team,
      slack.slack.calls.filter(
        ({ token, method }) => token === `xoxb-${team}` || method.startsWith(`response/${team}-`),
      ),
    ]),
  );
  for (const [team, calls] of [...said, [tenant, msteams.connector.calls] as const])
    for (const other of teams)
      if (other !== team && JSON.stringify(calls).includes(secretOf(other)))
        foreign.push(`${other} was shown to ${team}`);
  for (const { text } of webhook.received)
    if (teams.filter((team) => text.includes(secretOf(team))).length > 1) foreign.push("two teams in one request");
}

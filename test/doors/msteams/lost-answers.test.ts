import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConnectorFault } from "../../standins/bot-connector.js";
import { replyOf, standinAdvisor } from "../door-parts.js";
import { handsOf } from "./cards.js";
import { channel, openTeamsDoor } from "./standin-door.js";
import type { OpenTeams } from "./standin-door.js";

let open: OpenTeams;
beforeEach(async () => {
  const again = { label: "More", action: { do: "help" } as const };
  const advisor = standinAdvisor(({ input }) => ({
    ...replyOf([
      { kind: "text", text: "The answer." },
      { kind: "buttons", buttons: [again] },
    ]),
    ...(input.kind === "words" && input.text === "report" ? { audience: "asker" as const } : {}),
  }));
  open = await openTeamsDoor(advisor);
});
afterEach(() => open.close());
const { say, press, lastCard } = handsOf(() => open);

/** The next messages fail so, one after another. */
function fail(...faults: readonly ConnectorFault[]): void {
  const left = [...faults];
  open.connector.faultOf = ({ method, body }) =>
    method === "POST" && body["type"] === "message" ? left.shift() : undefined;
}
const sent = (): readonly string[] => open.connector.sent().map((message) => JSON.stringify(message));
const lost = "The connection to Teams broke while I answered";

describe("an answer that Teams does not take at once", () => {
  it.each<[ConnectorFault]>([["429"], ["502"], ["reset-before"]])("for a %s, is sent once", async (fault) => {
    fail(fault);
    await say("How much does it cost?");
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toContain("The answer.");
  });

  it("is sent twice at most where the connection breaks after the fact", async () => {
    fail("reset-after", "reset-after");
    await say("How much does it cost?");
    expect(sent().filter((message) => message.includes("The answer."))).toHaveLength(2);
    expect(sent().at(-1)).toContain(lost);
  });
});

describe("an answer that Teams does not take", () => {
  it("is told of, so that the person can ask again", async () => {
    fail("reset-before", "reset-before");
    await say("How much does it cost?");
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toContain(lost);
  });

  it("is told of in a group, too, where it is for one person", async () => {
    fail("reset-before", "reset-before");
    await say("report", channel);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toContain(lost);
  });

  it("to a press is drawn over the pressed card, as the answer to the press still gets through", async () => {
    await say("How much does it cost?");
    fail("reset-before", "reset-before");
    expect(JSON.stringify((await press(lastCard(), "More")).card)).toContain("The answer.");
    expect(sent()).toHaveLength(1);
  });
});

describe("a call that Teams does not answer", () => {
  it("keeps nobody waiting for ever", async () => {
    open.connector.faultOf = ({ body }) => (body["type"] === "typing" ? "silence" : undefined);
    await say("How much does it cost?");
    expect(sent()[0]).toContain("The answer.");
  });
});

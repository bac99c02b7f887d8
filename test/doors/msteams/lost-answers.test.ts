import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectorFailure, ConnectorFault } from "../../standins/bot-connector.js";
import { replyOf, standinAdvisor } from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";
import { handsOf } from "./cards.js";
import { channel, openTeamsDoor } from "./standin-door.js";
import type { OpenTeams } from "./standin-door.js";

let open: OpenTeams;
let advisor: StandinAdvisor;
beforeEach(async () => {
  const again = { label: "More", action: { do: "help" } as const };
  advisor = standinAdvisor(({ input }) => ({
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
const sent = (): readonly string[] =>
  open.connector.calls
    .filter(({ body, status }) => body["type"] === "message" && status === 200)
    .map(({ body }) => JSON.stringify(body));
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

describe("an answer while Teams takes nothing", () => {
  /** Teams refuses what matches until the function that is returned is called. */
  const busy = (matches: ConnectorFailure["matches"], status = 503, times = Number.POSITIVE_INFINITY): (() => void) => {
    const failure = { matches, status, times };
    open.connector.failures.push(failure);
    return () => {
      failure.times = 0;
    };
  };
  const isMessage: ConnectorFailure["matches"] = ({ method, body }) => method === "POST" && body["type"] === "message";
  const eventuallySent = (count: number) =>
    vi.waitFor(
      () => {
        expect(sent()).toHaveLength(count);
      },
      { timeout: 12_000 },
    );
  const longEnoughForAnother = () => new Promise((resolve) => setTimeout(resolve, 4_500));

  it.each([
    ["alone", undefined, "The answer."],
    ["in a channel", channel, "your answer is ready"],
  ])("is sent once Teams takes it again, without asking the advisor twice: %s", async (_where, where, expected) => {
    const end = busy(isMessage);
    await say("How much does it cost?", where);
    expect(sent()).toEqual([]);
    end();
    await eventuallySent(1);
    await longEnoughForAnother();
    expect(sent()).toEqual([expect.stringContaining(expected)]);
    expect(advisor.asked).toHaveLength(1);
  });

  it("is that for a member, though nobody could say who asked", async () => {
    const end = busy(() => true);
    await say("How much does it cost?");
    expect(advisor.asked).toEqual([]);
    end();
    await eventuallySent(1);
    expect(advisor.asked).toMatchObject([{ person: { standing: "member" } }]);
  });

  it("that may have got through is not sent again: the person is told, be it late", async () => {
    // The four tries of the answer, and those of the word about it.
    busy(isMessage, 502, 8);
    await say("How much does it cost?");
    await eventuallySent(1);
    await longEnoughForAnother();
    expect(sent()).toEqual([expect.stringContaining(lost)]);
  });
});

describe("a call that Teams does not answer", () => {
  it("keeps nobody waiting for ever", async () => {
    open.connector.faultOf = ({ body }) => (body["type"] === "typing" ? "silence" : undefined);
    await say("How much does it cost?");
    expect(sent()[0]).toContain("The answer.");
  });
});

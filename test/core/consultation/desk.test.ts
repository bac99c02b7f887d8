import { describe, expect, it } from "vitest";
import type { ConsultationEntry, ConsultationState } from "../../../src/core/consultation/consultation-entries.js";
import { consultations } from "../../../src/core/consultation/consultations.js";
import {
  messageLimit,
  pickTime,
  recordMessage,
  recordProposal,
} from "../../../src/core/consultation/correspondence.js";
import { deskMoves, moveAtDesk, movesFrom } from "../../../src/core/consultation/desk-moves.js";
import { firstAnswerAt } from "../../../src/core/consultation/first-answer.js";
import { consultationId, entryId, nonce, personId } from "../../../src/core/ids.js";
import { trailEntrySchema } from "../../../src/core/team/trail.js";

const ana = personId("slack:T1:UANA");
const consultation = consultationId("co_1");
const at = (hour: number): string => new Date(Date.UTC(2026, 10, 25, hour)).toISOString();
let made = 0;
const entry = () => entryId(`e${String((made += 1))}`);

const requested: ConsultationEntry = {
  ...{ kind: "consultation-requested", id: entry(), at: at(0), by: ana, press: "p", consultation, reference: "AI-1" },
  form: {
    ...{ topic: "ISO", situation: "A bank asks", name: "Ana", email: "a@b.c", times: "", timeZone: "" },
    shareSummary: false,
  },
};
const moved = (state: ConsultationState, hour = 1): ConsultationEntry => ({
  ...{ kind: "consultation-moved", id: entry(), at: at(hour), by: null, consultation, state },
});
const inState = (state: ConsultationState): readonly ConsultationEntry[] =>
  state === "requested" ? [requested] : [requested, moved(state)];
const press = (move: (typeof deskMoves)[number]) => ({
  ...{ entry: entry(), at: at(5), consultation, move, consultant: "Kim" },
});

describe("a consultant's move", () => {
  it("is possible from where it begins and from nowhere else", () => {
    for (const state of ["requested", "accepted", "scheduled", "closed", "withdrawn"] as const)
      for (const move of deskMoves)
        expect(moveAtDesk(inState(state), press(move)) !== undefined, `${move} from ${state}`).toBe(
          movesFrom(state).includes(move),
        );
    expect(movesFrom("withdrawn")).toEqual([]);
  });

  it("to open again puts a request back to where it stood, with its time", () => {
    const scheduled = { ...moved("scheduled"), time: at(100) } as ConsultationEntry;
    const closed = [requested, scheduled, moved("closed", 2)];
    const reopened = moveAtDesk(closed, press("reopen"));
    expect(reopened).toMatchObject({ state: "scheduled", time: at(100) });
    expect(moveAtDesk([requested, moved("closed")], press("reopen"))).toMatchObject({ state: "requested" });
    expect(consultations(reopened ? [...closed, reopened] : [])[0]?.scheduledFor).toBe(at(100));
  });
});

describe("a message", () => {
  const message = {
    ...{ entry: entry(), at: at(3), consultation, said: "m1", from: "asker" as const, by: ana, consultant: undefined },
    ...{ text: "Hello", files: [] },
  };

  it("is kept once, however often it comes, and only of the request's own asker while it is open", () => {
    const recorded = recordMessage([requested], message);
    const entries = recorded.kind === "recorded" ? [requested, recorded.entry] : [];
    expect(entries).toHaveLength(2);
    expect(recordMessage(entries, message).kind).toBe("repeated");
    expect(recordMessage([requested], { ...message, by: personId("slack:T1:UBEN") }).kind).toBe("not-open");
    expect(recordMessage(inState("closed"), message).kind).toBe("not-open");
  });

  it("is cut to what can be passed on", () => {
    const recorded = recordMessage([requested], { ...message, text: "x".repeat(messageLimit + 1) });
    expect(recorded.kind === "recorded" && recorded.entry.text.length).toBe(messageLimit);
  });
});

describe("offered times", () => {
  const offer = (name: string, time: string) => ({
    ...{ entry: entryId(name), at: at(3), consultation, press: nonce(name), times: [time], timeZone: "UTC", note: "" },
    consultant: "Kim",
  });
  const offered = (...names: readonly string[]): readonly ConsultationEntry[] =>
    names.reduce<readonly ConsultationEntry[]>(
      (entries, name) => {
        const recorded = recordProposal(entries, offer(name, at(100)));
        return recorded.kind === "recorded" ? [...entries, recorded.entry] : entries;
      },
      [requested],
    );
  const pick = (proposal: string, more = {}) => ({
    ...{ entry: entry(), at: at(4), consultation, by: ana, proposal, nth: 0, ...more },
  });

  it("are the asker's to pick, once, from the latest offer, before the time is over", () => {
    const entries = offered("one", "two");
    expect(pickTime(entries, pick("one")).kind).toBe("stale");
    expect(pickTime(entries, pick("two", { nth: 1 })).kind).toBe("stale");
    expect(pickTime(entries, pick("two", { at: at(101) })).kind).toBe("stale");
    expect(pickTime(entries, pick("two", { by: personId("slack:T1:UBEN") })).kind).toBe("not-open");
    const picked = pickTime(entries, pick("two"));
    expect(picked).toMatchObject({ entry: { state: "scheduled", time: at(100) } });
    expect(picked.kind === "picked" && pickTime([...entries, picked.entry], pick("two")).kind).toBe("already");
  });
});

describe("the first answer", () => {
  it("is the first that a consultant did for the asker; what the asker did is none", () => {
    const withdrawn: ConsultationEntry = { ...moved("withdrawn"), by: ana };
    expect(firstAnswerAt([requested, withdrawn], consultation)).toBeUndefined();
    expect(firstAnswerAt([requested, moved("accepted", 2), moved("scheduled", 3)], consultation)).toBe(at(2));
  });
});

describe("a trail that an earlier version wrote", () => {
  it("still opens: moves without a consultant, messages without what came later", () => {
    const stored = [
      { kind: "consultation-moved", id: "a", at: at(1), by: null, consultation: "co_1", state: "accepted" },
      {
        ...{ kind: "delivery-queued", id: "b", at: at(1), by: null, delivery: "d", destination: "slack-channel" },
        message: { id: "m", type: "consultation.accepted", at: at(1), consultation: "co_1", reference: "AI-1" },
      },
    ];
    for (const old of stored) expect(trailEntrySchema.parse(old)).toEqual(old);
  });
});

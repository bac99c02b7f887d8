import type { Action } from "../../src/core/conversation/action.js";

const question = { assessment: "a1", question: "policy-written" };
const seen = { seen: 0 };
const request = { consultation: "c1" };

/** One of each that a button may carry; the compiler asks for a new kind's. */
const actions: Readonly<Record<Action["do"], readonly Record<string, unknown>[]>> = {
  help: [{}],
  ask: [{ question: "What does it cost?" }],
  topic: [{ topic: "cost", asked: "cost?" }, { topic: "__proto__" }],
  more: [{ topic: "cost", among: ["cost", "timeline"], open: ["cost"], posted: true, sharedBy: "slack:T1:UANA" }],
  post: [{ topics: ["cost"], asked: "cost?" }],
  rate: [{ topic: "cost", verdict: "down", asked: "cost?" }],
  assess: [{}, { mode: "thorough" }],
  question: [question],
  answer: [
    { ...question, ...seen, choice: "yes" },
    { ...question, ...seen, choice: "__proto__" },
  ],
  "answer-several": [{ ...question, ...seen }],
  skip: [{ ...question, ...seen }],
  next: [question],
  pick: [{ assessment: "a1", open: "detail" }],
  earlier: [question],
  "settle-open": [question],
  settle: [{ ...question, ...seen, choice: "yes" }],
  detail: [question],
  "detail-save": [{ ...question, ...seen }],
  status: [{}],
  report: [{}, { framework: "soc-2" }],
  gaps: [{}],
  history: [{}],
  export: [{}, { format: "csv", edition: "customer" }],
  "customer-edition": [{}],
  "customer-edition-save": [{ assessment: "a1" }],
  template: [
    { template: "ai-policy", format: "md" },
    { template: "constructor", format: "md" },
  ],
  templates: [{}],
  draft: [{ question: "policy-written", asked: "Do you have a policy?" }],
  assign: [{}],
  "assign-save": [{ assessment: "a1" }],
  "assign-area": [{ area: "policy" }, { area: "__proto__" }],
  remind: [{ set: "on" }],
  "remind-me": [{ set: "off" }],
  "report-share": [{}],
  consult: [{ about: "Certification" }, { topic: "cost", asked: "cost?" }],
  "consult-send": [{}, { topic: "__proto__", asOf: { entry: "e1", at: "2026-11-25T10:00:00.000Z" } }],
  "consult-change": [request],
  "consult-save": [request],
  "consult-withdraw": [request],
  "consult-write": [request],
  "consult-write-send": [request],
  "consult-pick": [
    { ...request, proposal: "p1", nth: 0 },
    { ...request, proposal: "__proto__", nth: 2 },
  ],
  "desk-move": [
    { ...request, move: "accept" },
    { ...request, move: "reopen" },
  ],
  "desk-report": [request],
  "desk-propose": [request],
  "desk-propose-send": [request],
  "desk-write": [request],
  "desk-write-send": [request],
  "reset-confirmed": [{ assessment: "a1" }],
  "forget-confirmed": [{}],
  "forget-me-confirmed": [{}],
  cancel: [{}],
  lead: [{ person: "slack:T1:UBEN" }],
  invite: [{ person: "slack:T2:U9" }],
  uninvite: [{ person: "slack:T2:U9" }],
  privacy: [{}],
  "keep-data": [{}],
};

/** As buttons carry them; the nonce is new for each press. */
export const carried: readonly string[] = Object.entries(actions).flatMap(([kind, variants]) =>
  variants.map((action) => JSON.stringify({ v: 1, n: "$fresh", a: { do: kind, ...action } })),
);

/** Of forms: what is filled in beside a button. */
export const formFields: Readonly<Record<string, string>> = {
  topic: "Certification",
  situation: "A customer asks for it.",
  name: "Ana",
  email: "ana@example.com",
  times: "Mornings",
  timeZone: "Europe/Berlin",
  ...{ shareName: "no", shareSituation: "yes", shareTimes: "no" },
  ...{ shareQuestion: "yes", shareSummary: "yes", shareReport: "no" },
  ...{ text: "Which bank?", time1: "2030-01-01 10:00", time2: "soon", time3: "" },
  note: "It is in the handbook.",
  evidence: "https://example.com/handbook",
  due: "2026-12-01",
  question: "policy-written",
};

/** Words of the grammar, with what may follow. */
export const spoken: readonly string[] = [
  ...[
    "help",
    "",
    "assess",
    "assess quick",
    "assess thorough",
    "assess policy",
    "status",
    "report",
    "report soc-2",
    "gaps",
  ],
  ...[
    "export csv",
    "export json",
    "export xlsx customer",
    "history",
    "consult",
    "template",
    "template ai-policy",
    "template __proto__",
  ],
  ...[
    "answer",
    "answer Do you have an AI policy?",
    "assign policy <@UBEN>",
    "remind on",
    "remind off",
    "reset",
    "forget",
    "forget me",
  ],
  ...[
    "export me",
    "lead <@UBEN>",
    "invite <@UFAR>",
    "uninvite <@UFAR>",
    "privacy",
    "asses",
    "what does it cost?",
    "how long?",
  ],
];

/** Buttons that were shown lately, for inputs to press: where an input says `$button:3`, one of them stands. */
export class Shown {
  #values: string[] = [];
  #made = 0;

  /** Notes every value of a button in what was sent. */
  note(sent: unknown): void {
    for (const [, value = ""] of JSON.stringify(sent).matchAll(/"(\{\\"v\\":1,(?:[^"\\]|\\.)*)"/gu))
      this.#values.push(value);
    this.#values = this.#values.slice(-60);
  }

  /** A text of JSON with what is new in each delivery, and buttons that are there. */
  fill(text: string): string {
    return text
      .replaceAll(
        /\$button:(\d+)/gu,
        (_name, index: string) => this.#values[Number(index) % Math.max(1, this.#values.length)] ?? "",
      )
      .replaceAll("$fresh", () => `f${String((this.#made += 1))}`);
  }
}

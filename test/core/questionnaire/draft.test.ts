import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Disagreement } from "../../../src/core/assessment/disagreements.js";
import { choiceId, personId, questionId } from "../../../src/core/ids.js";
import { composeDraft } from "../../../src/core/questionnaire/compose-draft.js";
import { draftAnswer } from "../../../src/core/questionnaire/draft.js";
import type { Draft } from "../../../src/core/questionnaire/draft.js";
import type { Answer } from "../../../src/core/assessment/progress.js";
import { assessmentWith, loadDraftWords, openMatcher, stateAnswer, today } from "../../builders/drafts.js";

const { questionnaire } = await openMatcher();
const words = await loadDraftWords();
const { questions, states } = questionnaire.readiness;

const find = (id: string) => {
  const question = questions.find((candidate) => candidate.id === id);
  if (!question) throw new TypeError(id);
  return question;
};
const partsOf = (id: string) => questionnaire.requirements.requirements.filter(({ partOf }) => partOf === id);
const written = find("policy-written");
/** A quick question with two parts at least. */
const several = questions.find(({ id }) => partsOf(id).length >= 2) ?? written;
const [one, two] = partsOf(several.id);
if (!one || !two) throw new TypeError("two parts are needed");

const draft = (
  answers: Record<string, Answer>,
  question = written,
  disagreements: readonly Disagreement[] = [],
): Draft => draftAnswer({ questionnaire, assessment: assessmentWith(answers), disagreements, at: today }, question);
const textOf = (of: Draft): string => composeDraft(words, of, (iso) => iso.slice(0, 10));

describe("a draft from the quick question's own answer", () => {
  it("says what is in place by the sentence for it, without a link when there is none", () => {
    const made = draft({ "policy-written": stateAnswer("in-place") });
    expect(made.kind).toBe("in-place");
    expect(textOf(made)).toBe(written.customer.inPlace);
    expect(made.cautions).toEqual([]);
  });

  it("names the evidence of what is proven, and has the user check that it may be shared", () => {
    const made = draft({ "policy-written": stateAnswer("proven", { evidence: "https://example.com/policy.pdf" }) });
    expect(made.kind).toBe("proven");
    expect(textOf(made)).toContain("https://example.com/policy.pdf");
    expect(made.cautions).toContain("share-evidence");
  });

  it("says when what is in progress will be done, and that no date is set when none is", () => {
    expect(textOf(draft({ "policy-written": stateAnswer("in-progress", { due: "2027-03-31" }) }))).toBe(
      `${written.customer.planned} We plan to finish by 2027-03-31.`,
    );
    expect(textOf(draft({ "policy-written": stateAnswer("in-progress") }))).toBe(
      `${written.customer.planned} No date is set yet.`,
    );
  });

  it("does not promise a day that has passed, and says so to the user", () => {
    const made = draft({ "policy-written": stateAnswer("in-progress", { due: "2026-03-31" }) });
    expect(textOf(made)).not.toMatch(/No date is set yet|plan to finish/u);
    expect(made.cautions).toContain("overdue");
  });

  it("offers the truthful alternative for a gap, for don't know too, and never its evidence or note", () => {
    for (const state of ["not-started", "dont-know"]) {
      const made = draft({
        "policy-written": stateAnswer(state, { evidence: "https://example.com/x", note: "a secret note" }),
      });
      expect(textOf(made)).toBe(written.customer.gap);
    }
  });

  it("gives the team's own reason for what does not apply, unless it makes a claim", () => {
    const fine = draft({ "policy-written": stateAnswer("not-applicable", { reason: "we sell  no\nAI" }) });
    expect(textOf(fine)).toBe(`${written.customer.notApplicable} we sell no AI.`);
    const claims = draft({ "policy-written": stateAnswer("not-applicable", { reason: "we are ISO ｃertified" }) });
    expect(textOf(claims)).not.toMatch(/ertified/u);
    expect(claims.cautions).toContain("reason-left-out");
  });

  it("is nothing while nobody has answered or the question was skipped", () => {
    expect(textOf(draft({}))).toBe("");
    expect(textOf(draft({ "policy-written": { ...stateAnswer("in-place"), value: undefined } }))).toBe("");
  });
});

describe("a draft from parts answered one by one", () => {
  it("claims the whole only when every part is there", () => {
    const all = Object.fromEntries(partsOf(several.id).map(({ id }) => [id, stateAnswer("in-place")]));
    expect(textOf(draft(all, several))).toBe(several.customer.inPlace);
  });

  it("lets the weakest part decide, and names the others by their own sentences", () => {
    const made = draft(
      { [several.id]: stateAnswer("proven"), [one.id]: stateAnswer("in-progress"), [two.id]: stateAnswer("proven") },
      several,
    );
    expect(made.kind).toBe("in-progress");
    expect(textOf(made)).toContain(two.inPlace);
    expect(textOf(made)).not.toContain(several.customer.inPlace);
    expect(textOf(made)).toContain("still working on the rest");
  });

  it("says nothing good of parts nobody answered", () => {
    const made = draft({ [one.id]: stateAnswer("proven") }, several);
    expect(made.kind).toBe("partly");
    expect(textOf(made)).toBe(`${one.inPlace} ${words.plain("draft.rest-unanswered")}`);
    expect(made.open).not.toBe(one.id);
  });

  it("never names a part that is taken from the quick question", () => {
    const made = draft({ [several.id]: stateAnswer("in-place"), [one.id]: stateAnswer("not-started") }, several);
    expect(made.kind).toBe("gap");
    expect(textOf(made)).toMatch(/^Not in place yet: /u);
    expect(made.cautions).toContain("inferred");
  });
});

describe("a draft where people see it differently", () => {
  const view = (state: string, by: string) =>
    ({ by: personId(by), at: "2026-11-23T09:00:00.000Z", value: { kind: "state", state: choiceId(state) } }) as const;
  const disputed = (...views: Disagreement["views"]): readonly Disagreement[] => [
    { question: questionId("policy-written"), views },
  ];

  it("takes the lower view and says so", () => {
    const made = draft(
      { "policy-written": stateAnswer("proven", { evidence: "https://example.com/x" }) },
      written,
      disputed(view("proven", "test:ana"), view("not-started", "test:ben")),
    );
    expect(made.kind).toBe("gap");
    expect(textOf(made)).toBe(written.customer.gap);
    expect(made.cautions).toContain("disputed");
  });
});

const anyReason = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom("Certified!", "fully compliant", "GUARANTEED", "cert\u200bified", "no AI is sold"),
);
const anyAnswer = fc
  .record({
    state: fc.constantFrom(...states.map(({ id }) => id)),
    reason: fc.option(anyReason, { nil: undefined }),
    note: fc.option(fc.constantFrom("note-7f3a", "certified note-7f3a"), { nil: undefined }),
    owner: fc.option(fc.constant("owner-7f3a"), { nil: undefined }),
    evidence: fc.option(
      fc.constantFrom("https://example.com/e", "https://example.com/certified.pdf", "javascript:alert(1)"),
      { nil: undefined },
    ),
    due: fc.option(fc.constantFrom("2026-01-01", "2027-01-01", "2027-06-30"), { nil: undefined }),
    skipped: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  })
  .map(({ state, reason, skipped, ...details }): Answer => {
    const known = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
    const made = stateAnswer(state, { ...known, ...(reason === undefined ? {} : { reason }) });
    return skipped ? { ...made, value: undefined } : made;
  });
const anyCase = fc.constantFrom(...questions).chain((question) =>
  fc
    .tuple(
      fc.option(anyAnswer, { nil: undefined }),
      ...partsOf(question.id).map(() => fc.option(anyAnswer, { nil: undefined })),
    )
    .map((given) => ({
      question,
      answers: Object.fromEntries(
        [question.id, ...partsOf(question.id).map(({ id }) => id)].flatMap((id, index) => {
          const answer = given[index];
          return answer ? [[id, answer] as const] : [];
        }),
      ),
    })),
);

describe("any draft", () => {
  it("makes no claim, and holds no note, no name and no link that may not be opened", () => {
    fc.assert(
      fc.property(anyCase, ({ question, answers }) => {
        const text = textOf(draft(answers, question));
        expect(text.normalize("NFKC").replaceAll(/\p{Cf}/gu, "")).not.toMatch(/certified|compliant|guarant/iu);
        expect(text).not.toMatch(/7f3a|javascript:|[\n\r]/u);
      }),
      { numRuns: 1000 },
    );
  });

  it("says of the whole, and of each part, only what was answered so", () => {
    const strong = new Set(["in-place", "proven"]);
    const isStrong = (answer: Answer | undefined): boolean =>
      answer?.value?.kind === "state" && strong.has(answer.value.state);
    const isLeft = (answer: Answer | undefined): boolean =>
      answer?.value?.kind === "state" && answer.value.state === "not-applicable";
    fc.assert(
      fc.property(anyCase, ({ question, answers }) => {
        const text = textOf(draft(answers, question));
        const parts = partsOf(question.id);
        for (const part of parts)
          if (text.includes(part.inPlace) && part.inPlace !== question.customer.inPlace)
            expect(isStrong(answers[part.id])).toBe(true);
        if (!text.includes(question.customer.inPlace)) return;
        const effective = parts.map(({ id }) => (answers[id]?.value ? answers[id] : answers[question.id]));
        const own = parts.some(({ id }) => answers[id]?.value) ? effective : [answers[question.id]];
        expect(own.every((answer) => isStrong(answer) || isLeft(answer))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("has the state no better than the weakest answer it rests on", () => {
    fc.assert(
      fc.property(anyCase, ({ question, answers }) => {
        const made = draft(answers, question);
        const scores = made.grounds.flatMap(({ state }) => state?.score ?? []);
        if (typeof made.state?.score === "number") expect(made.state.score).toBe(Math.min(...scores));
      }),
    );
  });
});

describe("our own sentences for customers", () => {
  it("make no claim either", () => {
    const all = [
      ...questions.flatMap(({ customer }) => Object.values(customer)),
      ...questionnaire.requirements.requirements.map(({ inPlace }) => inPlace),
    ];
    expect(all.filter((sentence) => /certified|compliant|guarant/iu.test(sentence))).toEqual([]);
  });
});

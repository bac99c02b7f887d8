import { describe, expect, it } from "vitest";
import { knowledgeFolder } from "../../src/package-root.js";
import { loadContent } from "../../src/content/load-content.js";
import { estimateCertification } from "../../src/core/assessment/estimate.js";
import type { Answer } from "../../src/core/assessment/progress.js";
import { decideVerdict } from "../../src/core/assessment/verdict.js";
import { choiceId, entryId, questionId } from "../../src/core/ids.js";
import type { QuestionId } from "../../src/core/ids.js";

const { questionnaire } = await loadContent(knowledgeFolder());

const demands = ["never", "asked", "required", "blocked", undefined] as const;
const places = ["internal-use", "feature", "differentiator", undefined] as const;
const markets = ["none", "regulated", "iso-as-trust", undefined] as const;
const deadlines = ["no-date", "within-a-year", "date-set", undefined] as const;

const answer = (choice: string): Answer => ({
  value: { kind: "one", choice: choiceId(choice) },
  by: null,
  at: "2026-11-23T00:00:00.000Z",
  entry: entryId("e"),
  revision: 1,
  isSettled: false,
});
const answersOf = (given: Record<string, string | undefined>): ReadonlyMap<QuestionId, Answer> =>
  new Map(
    Object.entries(given).flatMap(([id, choice]) =>
      choice === undefined ? [] : [[questionId(id), answer(choice)] as const],
    ),
  );

/** The rule of the product page, said again apart from the data. */
function ruleOf(
  demand: string | undefined,
  place: string | undefined,
  market: string | undefined,
  deadline: string | undefined,
): string {
  const isRequired = demand === "required" || demand === "blocked";
  if (isRequired || place === "differentiator" || market === "iso-as-trust")
    return isRequired || deadline === "date-set" ? "certify-now" : "certify-plan";
  return demand === "asked" || deadline === "within-a-year" || deadline === "date-set" ? "prepare" : "not-now";
}

describe("the verdict", () => {
  const table = demands.flatMap((demand) =>
    places.flatMap((place) =>
      markets.flatMap((market) => deadlines.map((deadline) => ({ demand, place, market, deadline }))),
    ),
  );

  it(`follows the product's rule in all ${String(table.length)} combinations, skipped questions among them`, () => {
    for (const { demand, place, market, deadline } of table) {
      const verdict = decideVerdict(
        questionnaire,
        answersOf({ "customer-demand": demand, "ai-place": place, "regulated-market": market, deadline }),
      );
      expect({ demand, place, market, deadline, verdict: verdict?.rule.id }).toEqual({
        demand,
        place,
        market,
        deadline,
        verdict: ruleOf(demand, place, market, deadline),
      });
      expect(verdict?.unanswered).toHaveLength(
        [demand, place, market, deadline].filter((given) => given === undefined).length,
      );
    }
  });

  it("other than not now always says what led to it, and always what would change it", () => {
    for (const { demand, place, market, deadline } of table) {
      const verdict = decideVerdict(
        questionnaire,
        answersOf({ "customer-demand": demand, "ai-place": place, "regulated-market": market, deadline }),
      );
      if (verdict?.rule.id !== "not-now") expect(verdict?.reasons.length).toBeGreaterThan(0);
      expect((verdict?.held.length ?? 0) + (verdict?.notHeld.length ?? 0)).toBe(3);
    }
  });
});

describe("the estimate", () => {
  it("stays inside the house range for every size, role and certificate, each with its sources", () => {
    const { people, systems, roles, held } = questionnaire.estimate;
    for (const size of [...people, undefined]) {
      for (const count of [...systems, undefined]) {
        for (const role of [...roles, undefined]) {
          for (const has of [...held, undefined]) {
            const given = answersOf({
              people: size?.choice,
              "ai-systems": count?.choice,
              "ai-role": role?.choice,
              held: has?.choice,
            });
            const { cost, months, assumptions } = estimateCertification(questionnaire, given);
            expect(cost.low).toBeGreaterThanOrEqual(20_000);
            expect(cost.high).toBeLessThanOrEqual(150_000);
            expect(cost.low).toBeLessThanOrEqual(cost.high);
            expect(months.low).toBeGreaterThanOrEqual(4);
            expect(months.high).toBeLessThanOrEqual(9);
            expect(assumptions.every(({ sources }) => sources.length > 0)).toBe(true);
          }
        }
      }
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupGaps } from "../../src/core/feedback/gaps.js";
import type { KeptQuestion } from "../../src/core/feedback/feedback-entries.js";
import { cleanQuestion, isPastKeeping } from "../../src/core/feedback/kept-questions.js";
import { entryId } from "../../src/core/ids.js";

describe("a question is cleaned before it is kept", () => {
  it.each([
    ["write to jane.doe@acme.co.uk about the audit", "write to [email] about the audit"],
    ["see https://acme.example/x?y=1 or www.acme.com/z", "see [link] or [link]"],
    ["our acme-corp.com site asks for it", "our [link] site asks for it"],
    ["call me at +1 (555) 010-4477 please", "call me at [number] please"],
    ["is 45,000 euro for 12 people fine", "is [number] euro for [number] people fine"],
    ["does @Jane Miller need ISO 42001", "does [person] need ISO 42001"],
    ["ask <@U123ABC> about it", "ask [person] about it"],
    ["does ISO 27001 cover A.6.2.4 and clause 9.2", "does ISO 27001 cover A.6.2.4 and clause 9.2"],
    ["order AB12345 is late", "order [number] is late"],
    ["my cc 4111111111111111 and type 15551234567", "my cc [number] and type [number]"],
    ["article 123456789 in d.5551234567", "article [number] in d.[number]"],
    ["see acme.fr/secret?token=abc, ftp://files.acme.lan/x or slack://user", "see [link] [link] or [link]"],
    ["mail john@localhost or @Jane Doe", "mail [email] or [person]"],
    ["we hold 42001:2023, 27001 and ISO 9001:2015", "we hold 42001:2023, 27001 and ISO 9001:2015"],
    ["Jane Miller also asked, not Jane Millers", "[person] also asked, not Jane Millers"],
    ["call ٠١٢٣٤٥٦٧٨٩", "call [number]"],
  ])("%s", (typed, kept) => {
    expect(cleanQuestion(typed, ["Jane Miller"])).toBe(kept);
  });

  it("nothing is kept when nothing is left", () => {
    expect(cleanQuestion("https://example.com 12345")).toBeUndefined();
  });

  it("no e-mail address, link or long number ever stays, and it fits", () => {
    const secret = fc.oneof(
      fc.emailAddress(),
      fc.webUrl(),
      fc.integer({ min: 100_000, max: 2_000_000_000 }).map(String),
    );
    const word = fc.constantFrom("", "type ", "control ", "article ", "iso ", "cc ", "call ");
    fc.assert(
      fc.property(fc.lorem(), word, secret, fc.lorem(), (before, said, hidden, after) => {
        const kept = cleanQuestion(`${before} ${said}${hidden} ${after}`) ?? "";
        expect(kept).not.toContain(hidden);
        expect(kept.length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it("is over after 180 days", () => {
    const at = "2026-01-01T00:00:00.000Z";
    expect(isPastKeeping({ at }, new Date("2026-06-29T00:00:00Z"))).toBe(false);
    expect(isPastKeeping({ at }, new Date("2026-07-02T00:00:00Z"))).toBe(true);
  });
});

describe("gaps", () => {
  const question = (text: string, at: string): KeptQuestion => ({
    kind: "question-kept",
    id: entryId(`${text}${at}`),
    at,
    by: null,
    text,
    why: "unknown",
    topic: null,
  });

  it("questions with the same words stand together, the most asked first", () => {
    const found = groupGaps(
      [
        question("insurance discount for certificate", "2026-11-01T00:00:00.000Z"),
        question("drone rules", "2026-11-03T00:00:00.000Z"),
        question("certificate insurance discount?", "2026-11-02T00:00:00.000Z"),
      ],
      (text) => new Set(text.replace("?", "").split(" ")),
    );
    expect(found.map(({ questions }) => questions.length)).toEqual([2, 1]);
    expect(found[0]?.last).toBe("2026-11-02T00:00:00.000Z");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTimes } from "../../../src/core/consultation/proposed-times.js";

const startsOf = (times: string, timeZone: string): readonly string[] =>
  readTimes({ times, timeZone }).map(({ start }) => start);

describe("times that suit", () => {
  it.each([
    ["2026-12-01 14:00", "Europe/Berlin", ["2026-12-01T13:00:00.000Z"]],
    ["2026-12-01T14:00", "UTC", ["2026-12-01T14:00:00.000Z"]],
    [
      "on 2026-12-01 at 2 pm, or 2026-12-02, 9:30 a.m.",
      "America/New_York",
      ["2026-12-01T19:00:00.000Z", "2026-12-02T14:30:00.000Z"],
    ],
    ["2026-12-01 12 am and 2026-12-01 12 pm", "UTC", ["2026-12-01T00:00:00.000Z", "2026-12-01T12:00:00.000Z"]],
    ["2026-12-01 14:00, 2026-12-01 14:00", "UTC", ["2026-12-01T14:00:00.000Z"]],
    // Summer time in Berlin ends at 3:00: the earlier of two half past twos. It begins at 2:00: there is none.
    ["2026-10-25 02:30", "Europe/Berlin", ["2026-10-25T00:30:00.000Z"]],
    ["2026-03-29 02:30", "Europe/Berlin", []],
  ])("are read from %j in %s", (times, zone, starts) => {
    expect(startsOf(times, zone)).toEqual(starts);
  });

  it.each([
    ["Tuesday afternoon", "Europe/Berlin"],
    ["01/02/2026 14:00", "UTC"],
    ["2026-02-30 14:00", "UTC"],
    ["2026-12-01 25:00", "UTC"],
    ["2026-12-01 14:75", "UTC"],
    ["2026-12-01 13 pm", "UTC"],
    ["2026-12-01 14:00", "Eastern Time"],
    ["2026-12-01 14:00", "Nowhere/Land"],
    ["2026-12-01 14:00", ""],
  ])("are left as words when that would be a guess: %j in %j", (times, zone) => {
    expect(startsOf(times, zone)).toEqual([]);
  });

  it("are half an hour each, at most five, whatever was typed", () => {
    const piece = fc.oneof(
      fc.string(),
      fc
        .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 16)),
      fc.constantFrom(" ", ", ", " at ", "2026-12-01 14", ":00", " pm"),
    );
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.constantFrom("UTC", "Europe/Berlin", "Australia/Lord_Howe"),
        (pieces, timeZone) => {
          const read = readTimes({ times: pieces.join(""), timeZone });
          expect(read.length).toBeLessThanOrEqual(5);
          for (const { start, end } of read) expect(Date.parse(end) - Date.parse(start)).toBe(30 * 60_000);
        },
      ),
    );
  });
});

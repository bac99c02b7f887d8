import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTimeZone, readLocalTime, showLocalTime } from "../../../src/core/consultation/local-time.js";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"];

describe("a time that somebody types", () => {
  it.each([
    ["2026-12-01 15:00", "2026-12-01T14:00:00.000Z"],
    ["2026-12-01T15:00", "2026-12-01T14:00:00.000Z"],
    ["2026-12-01, 3 pm", "2026-12-01T14:00:00.000Z"],
    ["2026-7-1 at 3.30PM", "2026-07-01T13:30:00.000Z"],
    ["2026-12-01 12 am", "2026-11-30T23:00:00.000Z"],
  ])("%s is that time in its zone", (typed, iso) => {
    expect(readLocalTime(typed, "Europe/Berlin")).toBe(iso);
  });

  it.each([
    "Tuesday",
    "2026-12-01",
    "2026-13-01 15:00",
    "2026-02-30 15:00",
    "2026-12-01 25:00",
    "2026-12-01 13 pm",
    "",
  ])("%s is none", (typed) => {
    expect(readLocalTime(typed, "Europe/Berlin")).toBeUndefined();
  });

  it("that the clocks skip is none", () => {
    expect(readLocalTime("2027-03-28 02:30", "Europe/Berlin")).toBeUndefined();
  });

  it("reads back as it is shown there, whatever the zone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 29_000_000, max: 36_000_000 }), fc.constantFrom(...zones), (minutes, zone) => {
        const iso = new Date(minutes * 60_000).toISOString();
        const typed = new Date(minutes * 60_000).toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16);
        const read = readLocalTime(typed, zone);
        // Where the clocks go back an hour comes twice: either of the two is right.
        expect(read && showLocalTime(read, zone).split(" GMT")[0]).toBe(showLocalTime(iso, zone).split(" GMT")[0]);
      }),
    );
  });
});

describe("a time zone", () => {
  it("is one by its IANA name", () => {
    expect(zones.every(isTimeZone)).toBe(true);
    expect(["", "Berlin", "Eastern Time", "__proto__"].some(isTimeZone)).toBe(false);
  });
});

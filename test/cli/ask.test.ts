import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";

/** Runs the real binary; resolves to what it printed. */
function run(args: readonly string[], input = ""): Promise<{ out: string; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageRoot(), "dist/cli/main.js"), ...args]);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.on("close", (code) => {
      resolve({ out, code });
    });
    child.stdin.end(input);
  });
}

describe("ask --json", () => {
  it("prints one object a line in order, also for blank and strange lines", async () => {
    const { out, code } = await run(["ask", "--json"], "how much does it cost\n\n💥\nwhat is the weather today\n");
    const printed = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(printed.map(({ question }) => question)).toEqual([
      "how much does it cost",
      "",
      "💥",
      "what is the weather today",
    ]);
    expect(printed.map(({ kind }) => kind)).toEqual(["answer", "unknown", "unknown", "unknown"]);
    expect(printed[0]).toMatchObject({ topic: "cost", title: expect.any(String) as string });
    expect(printed[1]).toMatchObject({ topic: null, title: null, reviewed: null, sources: [], related: [] });
    for (const { confidence, alternatives } of printed) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect((alternatives as unknown[]).length).toBeGreaterThanOrEqual(2);
    }
  });

  it("a carriage return within a line, and a missing end of the last, make no line of their own", async () => {
    const { out } = await run(["ask", "--json"], "a\rb\r\nhow much does it cost");
    expect(out.trim().split("\n")).toHaveLength(2);
  });

  it("a question that begins with a dash, or is empty, is a question", async () => {
    expect((await run(["ask", "--json", "- how much does it cost"])).out).toContain('"topic":"cost"');
    expect(JSON.parse((await run(["ask", "--json", ""])).out)).toMatchObject({ question: "", kind: "unknown" });
  });

  it("answers two questions of one message, and names the second in also", async () => {
    const { out } = await run(["ask", "--json", "How much does it cost, and how long does it take?"]);
    const printed = JSON.parse(out) as { topic: string; also: { topic: string }[] };
    expect([printed.topic, ...printed.also.map(({ topic }) => topic)]).toEqual(["cost", "timeline"]);
  });
});

describe("card", () => {
  it("says that there is no language model and where data goes", async () => {
    const { out } = await run(["card"]);
    expect(out).toContain("**Language model:** None.");
    expect(out).toContain("## What data goes where");
    expect(out).toContain("**Where people meet it:** In the playground");
  });
});

import { describe, expect, it } from "vitest";
import { failureOfFetch, patiently } from "../../../src/doors/msteams/patience.js";
import type { Failure } from "../../../src/doors/msteams/patience.js";

class Refusal extends Error {
  constructor(readonly status: number) {
    super("no");
  }
}
const failureOf = (error: unknown): Failure | undefined =>
  error instanceof Refusal ? { kind: "refused", status: error.status, retryAfter: "0.01" } : failureOfFetch(error);

/** A call that fails with each of these in turn, then succeeds. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  const made = { calls: 0 };
  const call = (): Promise<string> => {
    made.calls += 1;
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve("sent");
  };
  const ask = (method: string, activity?: string): Promise<string> => patiently({ method, activity }, call, failureOf);
  return { made, ask };
}

const broken = new TypeError("fetch failed");
const refused = new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ECONNREFUSED" }) });

describe("calls to the Bot Connector", () => {
  it.each([412, 429, 500, 502, 503, 504])("are made again after %i, as soon as Teams says", async (status) => {
    const { ask } = failing(new Refusal(status), new Refusal(status));
    expect(await ask("POST", "message")).toBe("sent");
  });

  it.each([400, 403, 404, 413])("are not made again after %i", async (status) => {
    const { ask, made } = failing(new Refusal(status));
    await expect(ask("POST", "message")).rejects.toMatchObject({ status });
    expect(made.calls).toBe(1);
  });

  it("end after four tries", async () => {
    const { ask, made } = failing(...Array.from({ length: 9 }, () => new Refusal(429)));
    await expect(ask("PUT", "message")).rejects.toMatchObject({ status: 429 });
    expect(made.calls).toBe(4);
  });

  it.each([broken, new DOMException("no", "TimeoutError")])(
    "that post are made once more after %s, so that there is one repeat at most",
    async (error) => {
      const { ask, made } = failing(error, error);
      await expect(ask("POST", "message")).rejects.toBe(error);
      expect(made.calls).toBe(2);
    },
  );

  it("that change nothing when repeated, or never left, are made again as often as others", async () => {
    expect(await failing(broken, broken).ask("PUT", "message")).toBe("sent");
    expect(await failing(broken, broken).ask("GET")).toBe("sent");
    expect(await failing(refused, refused).ask("POST", "message")).toBe("sent");
  });

  it("wait no longer than whoever asked does", async () => {
    const { made, ask } = failing(new Refusal(429));
    const call = patiently(
      { method: "POST", activity: "message" },
      () => ask("POST", "typing"),
      () => ({ kind: "refused", status: 429, retryAfter: "3600" }),
    );
    await expect(call).rejects.toMatchObject({ status: 429 });
    expect(made.calls).toBe(1);
  });

  it("for a typing indicator are made once", async () => {
    const { ask, made } = failing(new Refusal(429));
    await expect(ask("POST", "typing")).rejects.toMatchObject({ status: 429 });
    expect(made.calls).toBe(1);
  });
});

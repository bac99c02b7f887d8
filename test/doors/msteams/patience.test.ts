import { HttpError } from "@microsoft/agents-hosting";
import { describe, expect, it } from "vitest";
import { patiently } from "../../../src/doors/msteams/agents/patience.js";

const refusal = (status: number): HttpError => {
  const config = { method: "post", url: "https://connector.example/" };
  const headers = new Headers({ "retry-after": "0.01" });
  return new HttpError("no", { status, statusText: "", data: undefined, headers, config }, config);
};

/** A call that fails with each of these in turn, then succeeds. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  const made = { calls: 0 };
  const call = (): Promise<string> => {
    made.calls += 1;
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve("sent");
  };
  return { made, call };
}

describe("calls to the Bot Connector on the Agents SDK", () => {
  it.each([412, 429, 502, 504])("are made again after %i, as soon as Teams says", async (status) => {
    const { call } = failing(refusal(status), refusal(status));
    expect(await patiently(call)).toBe("sent");
  });

  it.each([400, 403, 404, 413])("are not made again after %i", async (status) => {
    const { call, made } = failing(refusal(status));
    await expect(patiently(call)).rejects.toMatchObject({ status });
    expect(made.calls).toBe(1);
  });

  it("end after four tries", async () => {
    const { call, made } = failing(...Array.from({ length: 9 }, () => refusal(429)));
    await expect(patiently(call)).rejects.toMatchObject({ status: 429 });
    expect(made.calls).toBe(4);
  });

  it("are made once more after a broken connection, so that there is one repeat at most", async () => {
    const broken = new TypeError("fetch failed");
    const { call, made } = failing(broken, broken);
    await expect(patiently(call)).rejects.toBe(broken);
    expect(made.calls).toBe(2);
  });
});

import { describe, expect, it } from "vitest";
import { startServer } from "../../src/server/http-server.js";
import { quietLog } from "../builders/world.js";
import { sendRaw } from "../fuzz/send-raw.js";

const started = () =>
  startServer({ host: "127.0.0.1", port: 0, routers: [], isReady: () => Promise.resolve(true), log: quietLog });

describe("the HTTP server", () => {
  it("keeps an idle connection longer than the minute that proxies do", async () => {
    const server = await started();
    const response = await fetch(`http://127.0.0.1:${String(server.port)}/healthz`);
    expect(await response.text()).toBe("ok\n");
    const seconds = Number(/timeout=(\d+)/.exec(response.headers.get("keep-alive") ?? "")?.[1]);
    expect(seconds).toBeGreaterThan(60);
    await server.close();
  });

  it("refuses a Host that is no address, and does without one", async () => {
    const server = await started();
    for (const [host, status] of [
      ["Host: a b", "400"],
      ["Host: x:y:z", "400"],
      ["Host: bot.example.com:443", "200"],
      ["X-A: b", "200"],
    ] as const) {
      const answer = await sendRaw(server.port, `GET /healthz HTTP/1.0\r\n${host}\r\n\r\n`);
      expect([host, answer.slice(9, 12)]).toEqual([host, status]);
    }
    await server.close();
  });

  it("closes at once though a client keeps its connection open", async () => {
    const server = await started();
    await (await fetch(`http://127.0.0.1:${String(server.port)}/readyz`)).text();
    const from = performance.now();
    await server.close();
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

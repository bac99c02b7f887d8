import { describe, expect, it } from "vitest";
import { startServer } from "../../src/server/http-server.js";
import { quietLog } from "../builders/world.js";

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

  it("closes at once though a client keeps its connection open", async () => {
    const server = await started();
    await (await fetch(`http://127.0.0.1:${String(server.port)}/readyz`)).text();
    const from = performance.now();
    await server.close();
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { openProgram } from "../../src/compose.js";
import type { Program } from "../../src/compose.js";
import { readSettings } from "../../src/config/read-settings.js";
import { startServer } from "../../src/server/http-server.js";
import { addressLimit, networkOf } from "../../src/server/limit-by-address.js";
import { createRateCounters } from "../../src/stores/memory/rate-counters.js";
import { quietLog, settingsOf, temporaryFolder } from "../builders/world.js";
import { startSlack } from "../standins/slack-api.js";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Every door that has addresses, as one program opens them. */
async function openAll(more: Record<string, string> = {}): Promise<Program> {
  const slack = await startSlack("T1");
  closers.push(() => slack.close());
  const program = await openProgram(
    settingsOf({
      ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: await temporaryFolder(), PLAYGROUND: "on" },
      ...{ SLACK_SIGNING_SECRET: "s", SLACK_CLIENT_ID: "c", SLACK_CLIENT_SECRET: "s", SLACK_API_URL: slack.url },
      ...{ SLACK_STATE_SECRET: "a-state-secret-of-a-test", SECRET_KEY: "rJ3kqmYv0bq1G8Zt5uXw2cN7hLs9dPf4aEiTgRoWyHM=" },
      ...{ TEAMS_AUTH: "none", ...more },
    }),
  );
  closers.push(() => program.close());
  return program;
}
const at = (program: Pick<Program, "port">, path: string): string => `http://127.0.0.1:${String(program.port)}${path}`;

const pages = ["/privacy", "/support", "/terms", "/ai-card", "/slack/install", "/slack/oauth_redirect", "/"] as const;
const gets = [
  ...pages,
  ...["/healthz", "/readyz", "/files/x", "/slack/install/direct"],
  ...["/playground/inbox?person=you", "/playground/words.json", "/playground/adaptivecards.js"],
] as const;
const posts = ["/slack/events", "/api/messages", "/playground/turn"] as const;

describe("every address", () => {
  it("T18: takes its own methods only, and says which", async () => {
    const program = await openAll();
    for (const path of gets)
      for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
        const response = await fetch(at(program, path), { method });
        expect([path, method, response.status]).toEqual([path, method, 405]);
        expect(response.headers.get("allow")).toBe("GET");
      }
    for (const path of posts)
      for (const method of ["GET", "PUT", "DELETE"]) {
        const response = await fetch(at(program, path), { method });
        expect([path, method, response.status]).toEqual([path, method, 405]);
        expect(response.headers.get("allow")).toBe("POST");
      }
  });

  it("T19: says not to guess, frame, run, keep or hand on anything, and not what it is made with", async () => {
    const program = await openAll();
    for (const path of [...gets, "/nothing-here", "/files/%E0%A4%A"]) {
      const { headers } = await fetch(at(program, path), { redirect: "manual" });
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect([path, headers.get("referrer-policy")]).toEqual([path, "no-referrer"]);
      expect([path, headers.get("cache-control")]).toEqual([path, expect.stringContaining("no-store")]);
      const policy = headers.get("content-security-policy") ?? "";
      expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")]);
      expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
      expect([path, policy.includes("script-src 'unsafe-inline'")]).toEqual([path, false]);
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("server")).toBeNull();
      expect(headers.get("strict-transport-security")).toBeNull();
    }
  });

  it("T19: pages apply the one style sheet that their policy names by its hash", async () => {
    const program = await openAll();
    for (const path of ["/privacy", "/ai-card", "/slack/install"]) {
      const response = await fetch(at(program, path), { headers: { accept: "text/html" } });
      const css = /<style>([\s\S]*?)<\/style>/.exec(await response.text())?.[1] ?? "";
      const hash = createHash("sha256").update(css).digest("base64");
      expect(response.headers.get("content-security-policy")).toContain(`style-src 'sha256-${hash}'`);
      expect(response.headers.get("content-security-policy")).not.toContain("unsafe-inline");
    }
  });

  it("T19: browsers are told to come by https where that is how people reach it", async () => {
    const program = await openAll({ PUBLIC_URL: "https://bot.example.com" });
    const { headers } = await fetch(at(program, "/privacy"));
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
  });
});

describe("what is sent to it", () => {
  it("T16: a body beyond an address's limit is refused before it is worked on, also when it is packed", async () => {
    const program = await openAll();
    const large = JSON.stringify({ text: "x".repeat(12_000_000) });
    const send = async (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) => {
      const response = await fetch(at(program, path), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-slack-request-timestamp": String(Math.floor(Date.now() / 1000)),
          "x-slack-signature": "v0=0",
          ...headers,
        },
        body,
      }).catch(() => undefined);
      return response?.status ?? "cut off";
    };
    for (const path of posts) {
      expect([path, await send(path, large)]).toEqual([path, expect.toSatisfy(isRefused)]);
      const packed = new Uint8Array(gzipSync(large));
      expect([path, await send(path, packed, { "content-encoding": "gzip" })]).toEqual([
        path,
        expect.toSatisfy(isRefused),
      ]);
    }
    expect(await (await fetch(at(program, "/healthz"))).text()).toBe("ok\n");
  });

  it("T16: a header beyond 16 KB is refused", async () => {
    const program = await openAll();
    const { status } = await fetch(at(program, "/privacy"), { headers: { "x-long": "x".repeat(20_000) } });
    expect(status).toBe(431);
  });

  it("T17: a caller who sends slowly is cut off, and others are answered meanwhile", async () => {
    const server = await startServer({
      ...{ host: "127.0.0.1", port: 0, routers: [], isReady: () => Promise.resolve(true), log: quietLog },
      patience: { headersMs: 300, requestMs: 500, checkEveryMs: 50 },
    });
    closers.push(() => server.close());
    const cutOff = (first: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(server.port, "127.0.0.1", () => socket.write(first));
        let said = "";
        socket.on("data", (chunk) => (said += chunk.toString()));
        socket.on("close", () => {
          resolve(said.split("\r\n")[0] ?? "");
        });
      });
    const slow = cutOff("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    expect((await fetch(at(server, "/healthz"))).status).toBe(200);
    expect(await slow).toBe("HTTP/1.1 408 Request Timeout");
  });

  it("T46: a fault inside is answered without a word of it", async () => {
    const { Router } = await import("express");
    const router = Router().get("/fault", () => {
      throw new TypeError("SECRET-INSIDE");
    });
    const server = await startServer({
      ...{ host: "127.0.0.1", port: 0, routers: [router], isReady: () => Promise.resolve(true), log: quietLog },
    });
    closers.push(() => server.close());
    const response = await fetch(at(server, "/fault"));
    expect(response.status).toBe(500);
    expect(await response.text()).toBe("Something went wrong; nothing was changed.\n");
  });
});

/** 401: the signature is looked at first; 415: packed bodies are not taken. */
const isRefused = (status: unknown): boolean =>
  status === "cut off" || status === 413 || status === 401 || status === 415 || status === 400;

describe("calls from one address", () => {
  async function open() {
    const server = await startServer({
      ...{ host: "127.0.0.1", port: 0, routers: [], isReady: () => Promise.resolve(true), log: quietLog },
      counters: createRateCounters(),
    });
    closers.push(() => server.close());
    return (path: string, from: string) => fetch(at(server, path), { headers: { "x-forwarded-for": from } });
  }

  it("T23: beyond the limit of a minute are asked to come back, and others are not", async () => {
    const call = await open();
    const statuses = [];
    for (let i = 0; i < addressLimit.times; i += 1) statuses.push((await call("/privacy", "203.0.113.9")).status);
    expect(new Set(statuses)).toEqual(new Set([404]));
    const refused = await call("/privacy", "203.0.113.9");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect((await call("/privacy", "203.0.113.10")).status).toBe(404);
    expect((await call("/healthz", "203.0.113.9")).status).toBe(200);
  });

  it("T23: are told apart by what a caller can't choose: the last hop's word, and the /64 of IPv6", async () => {
    const call = await open();
    for (let i = 0; i < addressLimit.times; i += 1) await call("/privacy", `198.51.100.${String(i)}, 203.0.113.9`);
    expect((await call("/privacy", "198.51.100.200, 203.0.113.9")).status).toBe(429);
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("2001:db8:1:3::9")).not.toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
  });
});

describe("the playground", () => {
  const ask = (program: Program, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const call = httpRequest(
        { host: "127.0.0.1", port: program.port, path: "/playground/words.json", headers },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      call.on("error", reject);
      call.end();
    });

  it("T25: answers no page that reaches it by another name (DNS rebinding)", async () => {
    const program = await openAll();
    expect(await ask(program, { host: `127.0.0.1:${String(program.port)}` })).toBe(200);
    for (const host of ["attacker.example", "127.0.0.1.attacker.example", "0.0.0.0", "localhost.attacker.example"])
      expect([host, await ask(program, { host })]).toEqual([host, 403]);
    expect(await ask(program, { host: "127.0.0.1", "x-forwarded-for": "203.0.113.9" })).toBe(403);
  });

  it("T26: answers no call that another site's page makes", async () => {
    const program = await openAll();
    const host = `127.0.0.1:${String(program.port)}`;
    expect(await ask(program, { host, origin: "https://attacker.example" })).toBe(403);
    expect(await ask(program, { host, origin: "null" })).toBe(403);
    expect(await ask(program, { host, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await ask(program, { host, "sec-fetch-site": "same-site" })).toBe(403);
  });

  it("T27: and Teams without tokens are refused on an address that others can reach", () => {
    for (const environment of [
      { PLAYGROUND: "on", HOST: "0.0.0.0" },
      { PLAYGROUND: "on", HOST: "192.0.2.1" },
      { PLAYGROUND: "on", HOST: "localhost.example.com" },
      { TEAMS_AUTH: "none", HOST: "0.0.0.0" },
      { TEAMS_AUTH: "none", SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN: "xoxb-1" },
    ])
      expect(readSettings(environment).kind).toBe("wrong");
  });
});

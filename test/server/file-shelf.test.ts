import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileShelf, keptMs, shelfBytes } from "../../src/server/file-shelf.js";
import { startServer } from "../../src/server/http-server.js";
import type { RunningServer } from "../../src/server/http-server.js";
import { quietLog } from "../builders/world.js";

let now = Date.now();
let shelf: FileShelf;
let server: RunningServer;

beforeEach(async () => {
  now = Date.now();
  shelf = new FileShelf({ key: randomBytes(32), clock: () => new Date(now), publicUrl: "https://bot.example/base" });
  server = await startServer({
    host: "127.0.0.1",
    port: 0,
    routers: [shelf.router()],
    isReady: () => Promise.resolve(true),
    log: quietLog,
  });
});
afterEach(async () => {
  shelf.clear();
  await server.close();
});

const file = (bytes: Uint8Array, name = "report.pdf") => ({ name, mediaType: "application/pdf", bytes });
const put = (text: string, name?: string): string => shelf.put(file(new TextEncoder().encode(text), name)).id;

/** The link as it is reached behind the operator's proxy. */
const fetchLink = (id: string, change: (url: URL) => void = () => undefined): Promise<Response> => {
  const url = new URL(shelf.link(id) ?? "https://bot.example/base/files/none");
  change(url);
  return fetch(`http://127.0.0.1:${String(server.port)}${url.pathname.replace("/base", "")}${url.search}`);
};

describe("the shelf for files", () => {
  it("hands a file out by its link, to be saved and never shown or kept", async () => {
    const response = await fetchLink(put("hello", 'a"b/..\\ü\n.pdf'));
    expect(await response.text()).toBe("hello");
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="/);
    expect(response.headers.get("content-disposition")).not.toMatch(/[/\\]\.\./);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("links lie under the public address", () => {
    expect(shelf.link(put("hello"))).toMatch(/^https:\/\/bot\.example\/base\/files\/[\w-]+\?expires=\d+&signature=/);
  });

  it.each([
    [
      "another signature",
      (url: URL) => {
        url.searchParams.set("signature", "x".repeat(43));
      },
    ],
    [
      "a short signature",
      (url: URL) => {
        url.searchParams.set("signature", "x");
      },
    ],
    [
      "no signature",
      (url: URL) => {
        url.searchParams.delete("signature");
      },
    ],
    [
      "a later end",
      (url: URL) => {
        url.searchParams.set("expires", String(now + 10 * keptMs));
      },
    ],
    [
      "two ends",
      (url: URL) => {
        url.searchParams.append("expires", "1");
      },
    ],
    ["another file", (url: URL) => (url.pathname = `/base/files/${put("other")}`)],
  ])("a link with %s is refused", async (_name, change) => {
    const response = await fetchLink(put("hello"), change);
    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(/^[A-Z][^.]+\.\n$/);
  });

  it("an address with a broken escape in it is nothing of ours", async () => {
    const response = await fetch(`http://127.0.0.1:${String(server.port)}/files/%E0%A4%A`);
    expect([response.status, await response.text()]).toEqual([404, "There is nothing at this address.\n"]);
  });

  it("a link that has expired says so, and the file is gone", async () => {
    const id = put("hello");
    const link = shelf.link(id);
    now += keptMs;
    expect(shelf.find(id)).toBeUndefined();
    const url = new URL(link ?? "");
    const response = await fetch(`http://127.0.0.1:${String(server.port)}/files/${id}${url.search}`);
    expect(response.status).toBe(410);
    expect(await response.text()).toContain("expired");
  });

  it("a file that was taken is not found any more", async () => {
    const id = put("hello");
    const link = new URL(shelf.link(id) ?? "");
    expect(shelf.take(id)).toBeDefined();
    const response = await fetch(`http://127.0.0.1:${String(server.port)}/files/${id}${link.search}`);
    expect(response.status).toBe(404);
    expect(shelf.take(id)).toBeUndefined();
  });

  it("the oldest make room when all together are too large", () => {
    const half = new Uint8Array(shelfBytes / 2);
    const ids = [half, half, half].map((bytes) => shelf.put(file(bytes)).id);
    expect(ids.map((id) => shelf.find(id) !== undefined)).toEqual([false, true, true]);
  });

  it("has no links without a public address", () => {
    const local = new FileShelf({ key: randomBytes(32), clock: () => new Date(), publicUrl: undefined });
    expect(local.link(local.put(file(new Uint8Array(1))).id)).toBeUndefined();
    local.clear();
  });
});

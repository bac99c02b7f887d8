import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { create } from "tar";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openProgram } from "../../src/compose.js";
import { readSettings } from "../../src/config/read-settings.js";
import { parseYaml } from "../../src/content/yaml-file.js";
import { readAssessmentFile } from "../../src/core/assessment-file/assessment-file.js";
import { teamId } from "../../src/core/ids.js";
import type { Message } from "../../src/core/delivery/delivery-entries.js";
import { createWebhook } from "../../src/delivery/webhook.js";
import { fetchFile } from "../../src/doors/fetch-file.js";
import { runOperatorCommand } from "../../src/operator/commands.js";
import { askRunning } from "../../src/stores/control/control-socket.js";
import { listName } from "../../src/stores/files/backup/contents.js";
import { restoreBackup } from "../../src/stores/files/backup/restore-backup.js";
import { openStore, openWorld, person, settingsOf, temporaryFolder, textOf, uniqueId } from "../builders/world.js";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that somebody else has; resolves to its address. */
async function elsewhere(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
const message: Message = {
  id: "m1",
  type: "consultation.withdrawn",
  at: "2026-11-25T10:00:00.000Z",
  consultation: "c1" as Message["consultation"],
  reference: "AI-1111-1111",
};

describe("the webhook", () => {
  it("T11: goes by https, or to this machine, and carries no password in its address", () => {
    const refusals = (url: string): string => {
      const read = readSettings({ CONSULT_WEBHOOK_URL: url, CONSULT_WEBHOOK_SECRET: secret });
      return read.kind === "wrong" ? read.problems.map(({ sentence }) => sentence).join(" ") : "";
    };
    for (const url of ["https://crm.example.com/in", "http://127.0.0.1:8080/", "http://localhost/", "http://[::1]:9/"])
      expect([url, refusals(url)]).toEqual([url, ""]);
    for (const url of [
      ...[
        "http://crm.example.com/",
        "http://169.254.169.254/latest",
        "http://127.0.0.1.example.com/",
        "http://0.0.0.0/",
      ],
      ...["https://user:password@crm.example.com/", "ftp://crm.example.com/", "file:///etc/passwd"],
    ])
      expect([url, refusals(url)]).toEqual([
        url,
        expect.stringMatching(/^CONSULT_WEBHOOK_URL is (refused|not usable)/),
      ]);
  });

  it("T11: is not led on to another address", async () => {
    const inside: string[] = [];
    const target = await elsewhere((request, response) => {
      inside.push(request.url ?? "");
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await elsewhere((_request, response) => {
        response.writeHead(status, { location: `${target}/metadata` }).end();
      });
      const webhook = createWebhook({ url, secret, clock: () => new Date(), fetch });
      await expect(webhook.deliver(message, teamId("team_1"))).rejects.toThrow();
    }
    expect(inside).toEqual([]);
  });

  it("T12: takes no more of an answer than its status, however much is sent", async () => {
    let sent = 0;
    const url = await elsewhere((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(64_000))) sent += 64_000;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    await createWebhook({ url, secret, clock: () => new Date(), fetch }).deliver(message, teamId("team_1"));
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe("a file that is fetched", () => {
  it("T09: comes from an address that is allowed, and from no other that this one leads to", async () => {
    const inside: string[] = [];
    const target = await elsewhere((request, response) => {
      inside.push(request.headers.authorization ?? "none");
      response.end("secret");
    });
    const url = await elsewhere((_request, response) => {
      response.writeHead(302, { location: target }).end();
    });
    const headers = { authorization: "Bearer token" };
    const origin = new URL(url).origin;
    const isAllowed = (asked: URL): boolean => asked.origin === origin;
    expect(await fetchFile({ name: "a.csv", url, headers, isAllowed })).toEqual({ kind: "failed" });
    expect(await fetchFile({ name: "a.csv", url: target, headers, isAllowed })).toEqual({ kind: "failed" });
    for (const other of ["file:///etc/passwd", "http://169.254.169.254/", "data:text/csv,a", "not an address"])
      expect(await fetchFile({ name: "a.csv", url: other, headers, isAllowed })).toEqual({ kind: "failed" });
    expect(inside).toEqual([]);
  });
});

describe("a path that leads elsewhere", () => {
  it("T24: finds no file on the shelf's address", async () => {
    const program = await openProgram(
      settingsOf({ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: await temporaryFolder() }),
    );
    closers.push(() => program.close());
    const at = `http://127.0.0.1:${String(program.port)}`;
    for (const path of ["..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/package.json", "..\\..\\package.json", "%00", "x"]) {
      const response = await fetch(`${at}/files/${path}?expires=9999999999999&signature=x`);
      expect([path, response.status]).toEqual([path, expect.toSatisfy((status) => status === 403 || status === 404)]);
    }
    for (const path of ["/playground/..%2f..%2f..%2fpackage.json", "/playground/%2e%2e/%2e%2e/package.json"])
      expect([path, (await fetch(`${at}${path}`)).ok]).toEqual([path, false]);
  });

  it("T29: is no starter document, and the program says what there is", async () => {
    const world = await openWorld();
    closers.push(() => world.close());
    for (const name of [
      "../../package.json",
      "/etc/passwd",
      "..\\..\\.env",
      "__proto__",
      "{% include '/etc/passwd' %}",
    ]) {
      const reply = await world.talk(person("Ana")).say(`template ${name}`);
      expect(reply.blocks.some(({ kind }) => kind === "file")).toBe(false);
      expect(textOf(reply)).not.toContain("root:");
    }
  });

  it("T30: is no team's id, neither to read nor to change", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    closers.push(() => store.close());
    await writeFile(join(dataDir, "outside.json"), '{"format":1,"team":"x","entries":[]}');
    for (const id of ["../outside", "..%2foutside", "/etc/passwd", "", "a".repeat(100), "team\0x"])
      for (const change of [
        () => store.teams.read(teamId(id)),
        () => store.teams.rewrite(teamId(id), () => ({ entries: [], result: undefined })),
      ])
        await expect(change()).rejects.toMatchObject({ code: "operator-mistake" });
    expect(await readFile(join(dataDir, "outside.json"), "utf8")).toContain("entries");
  });
});

describe("a backup that somebody else made", () => {
  async function restore(lay: (folder: string) => Promise<readonly string[]>): Promise<unknown> {
    const folder = await temporaryFolder();
    const names = await lay(folder);
    const file = join(await temporaryFolder(), "b.tar.gz");
    await create({ cwd: folder, gzip: true, file, preservePaths: true }, [...names]);
    const dataDir = join(await temporaryFolder(), "data");
    await mkdir(dataDir);
    const outcome = await restoreBackup({ dataDir, file, at: new Date() }).catch((error: unknown) => error);
    expect(await readdir(dataDir)).toEqual([]);
    expect(await readdir(join(dataDir, ".."))).toEqual(["data"]);
    return outcome;
  }
  const list = (files: readonly unknown[]): string =>
    JSON.stringify({ format: 1, version: "1", madeAt: "2026-11-25T10:00:00.000Z", files });

  it("T28: puts no file outside of the data folder (zip-slip), and is refused whole", async () => {
    const outcome = await restore(async (folder) => {
      await mkdir(join(folder, "in"));
      await writeFile(join(folder, "evil.json"), "{}");
      await writeFile(join(folder, "in", listName), list([{ path: "../evil.json", bytes: 2, sha256: "0".repeat(64) }]));
      return [`in/../${listName.replace(listName, "evil.json")}`, "in/../in/../evil.json"];
    });
    expect(outcome).toMatchObject({ code: "operator-mistake" });
  });

  it("T28: brings no link to what lies elsewhere", async () => {
    const outcome = await restore(async (folder) => {
      await mkdir(join(folder, "teams"));
      await symlink("/etc/passwd", join(folder, "teams", "team_x.json"));
      await writeFile(join(folder, listName), list([{ path: "teams/team_x.json", bytes: 2, sha256: "0".repeat(64) }]));
      return [listName, "teams"];
    });
    expect(outcome).toMatchObject({ code: "operator-mistake" });
  });

  it("T28: that is no archive, or packed to be huge, is refused", async () => {
    const file = join(await temporaryFolder(), "bomb.tar.gz");
    await writeFile(file, gzipSync(Buffer.alloc(4_000_000)));
    const dataDir = await temporaryFolder();
    await expect(restoreBackup({ dataDir, file, at: new Date() })).rejects.toMatchObject({ code: "operator-mistake" });
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe("the data folder", () => {
  it("T31: and its control socket are open to their owner only", async () => {
    const dataDir = join(await temporaryFolder(), "data");
    const program = await openProgram(
      settingsOf({ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir }),
    );
    closers.push(() => program.close());
    for (const name of ["teams", "claims.txt", "audit.jsonl", "lock", "control.sock"])
      expect([name, (await stat(join(dataDir, name))).mode & 0o077]).toEqual([name, 0]);
  });

  it("T31: its control socket lives on after what is no command", async () => {
    const dataDir = await temporaryFolder();
    const program = await openProgram(
      settingsOf({ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir }),
    );
    closers.push(() => program.close());
    for (const input of [
      null,
      [],
      "x",
      { kind: "__proto__" },
      { kind: "forget-team" },
      { kind: "forget-team", team: {} },
    ])
      expect(await askRunning(dataDir, input)).toMatchObject({ answer: { kind: "refused" } });
    expect(await askRunning(dataDir, { kind: "ping" })).toMatchObject({ answer: { kind: "done" } });
  });
});

describe("a file that an editor or an operator brings in", () => {
  it("T43: as YAML with aliases that multiply is a finding, not a hang", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i <= 12; i += 1) {
      const last = `*a${String(i - 1)}`;
      lines.push(`a${String(i)}: &a${String(i)} [${Array<string>(9).fill(last).join(", ")}]`);
    }
    const from = performance.now();
    const parsed = parseYaml(lines.join("\n"), z.record(z.string(), z.unknown()), "bomb.yaml");
    expect(parsed.kind).toBe("faulty");
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it.each(["[", "- ", `asks:\n${": ".repeat(10_000)}\u0001  - how\n  - `])(
    "T43: as YAML that nests thousands of levels is a finding, not a crash",
    (start) => {
      const text = start.repeat(start.length > 10 ? 1 : 20_000);
      expect(parseYaml(text, z.array(z.string()), "deep.yaml").kind).toBe("faulty");
    },
  );

  it("T43: with __proto__ in it changes nothing but itself", () => {
    parseYaml("__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}", z.unknown(), "p.yaml");
    readAssessmentFile('{"__proto__":{"polluted":true},"entries":[{"__proto__":{"polluted":true}}]}');
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("T44: as an assessment of another installation brings answers, and nobody's requests, invitations or installs", async () => {
    const world = await openWorld();
    closers.push(() => world.close());
    const { store, parts } = world;
    const base = { at: "2026-11-20T10:00:00.000Z", by: "slack:T9:U9" };
    const file = JSON.stringify({
      ...{ format: "iso42001-advisor/assessment", version: 1, exportedAt: base.at, about: "x" },
      entries: [
        { ...base, id: "1", kind: "assessment-started", assessment: "a1", questionsVersion: "1" },
        { ...base, id: "2", kind: "invited", person: "slack:T9:U9" },
        { ...base, id: "3", kind: "workspace-linked", platform: "slack", workspace: "T-OTHER" },
        {
          ...base,
          id: "4",
          kind: "conversation-kept",
          platform: "slack",
          conversation: "C",
          person: null,
          reference: {},
        },
      ],
    });
    const operator = {
      ...{ store: store.teams, directory: store.directory, destinations: [], clock: parts.clock, unique: uniqueId },
      questionnaire: () => Promise.resolve(parts.questionnaire),
    };
    await runOperatorCommand(operator, { kind: "import-assessment", into: "slack:T1", text: file });
    const team = await store.directory.find({ platform: "slack", id: "T1" });
    const { entries } = await store.teams.read(team ?? teamId("none"));
    expect(entries.map(({ kind }) => kind)).toEqual(["workspace-linked", "assessment-started"]);
    expect(await store.directory.find({ platform: "slack", id: "T-OTHER" })).toBeUndefined();
  });
});

describe("what somebody types", () => {
  it.each([
    ["a very long word", "x".repeat(100_000)],
    ["many brackets", "[".repeat(50_000)],
    ["many stars", "*a".repeat(50_000)],
    ["many spaces", `cost${" ".repeat(100_000)}x`],
    ["lone surrogates and right-to-left overrides", "\uD800 what does it cost \u202E".repeat(2_000)],
    ["names of the language's own", "__proto__ constructor toString hasOwnProperty"],
  ])("T45: %s is answered within a second", async (_what, text) => {
    const world = await openWorld();
    closers.push(() => world.close());
    await world.talk(person("Ana")).say("what does it cost");
    const from = performance.now();
    await world.talk(person("Ana")).say(text);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

import { spawnSync } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/config/read-settings.js";
import { environmentSchema, secretSettings } from "../../src/config/settings.js";
import { createLog, errorFields } from "../../src/log.js";
import type { LogFields } from "../../src/log.js";
import { packageRoot } from "../../src/package-root.js";

const secret = "s3cret-Value-0123456789";
const folder = (): Promise<string> => mkdtemp(join(tmpdir(), "iso42001-secrets-"));

function logged(write: (log: ReturnType<typeof createLog>) => void, secrets: readonly string[] = []): string {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  write(createLog("debug", sink, secrets));
  return lines.join("");
}

describe("what is logged", () => {
  const marker = "MARKER-of-what-somebody-wrote";
  const token = fc.constantFrom(
    "xoxb-12-34-abcdefMARKER",
    "xapp-1-A1-MARKER",
    "whsec_TUFSS0VSTUFSS0VSMARKER",
    "Bearer abc.MARKER",
    "eyJhbGciOi.MARKER.sig",
    "postgres://user:MARKER@host/db",
    `about ${secret} MARKER`.replace(" MARKER", ""),
  );
  const closedNames = fc.constantFrom(
    ...["text", "messageText", "question", "answer", "note", "title", "email", "userName", "authorization", "apiKey"],
  );

  it("T32: no nested object, whatever is in it, is written out", () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.constant(marker), token] }), fc.string(), (nested, name) => {
        const fields = { [name]: { ...nested, text: marker, deeper: [{ token: marker }] } } as unknown as LogFields;
        const line = logged((log) => {
          log.error("some.event", fields);
        });
        expect(line).not.toContain("MARKER");
      }),
    );
  });

  it("T32: no token and no secret of the settings is written, under any name", () => {
    fc.assert(
      fc.property(token, fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ maxLength: 20 }), (value, name, around) => {
        const line = logged(
          (log) => {
            log.warn("some.event", { [name]: `${around} ${value}` });
          },
          [secret],
        );
        expect(line).not.toContain("MARKER");
        expect(line).not.toContain(secret);
      }),
    );
  });

  it("T32: fields named after what people write hold none of it, and long values are cut", () => {
    fc.assert(
      fc.property(closedNames, (name) => {
        const line = logged((log) => {
          log.info("some.event", { [name]: marker });
        });
        expect(line).not.toContain(marker);
      }),
    );
    const long = logged((log) => {
      log.info("some.event", { reason: "x".repeat(5_000) });
    });
    expect(long.length).toBeLessThan(500);
  });

  it("T32: of a fault its class, code and place are written, not its message", () => {
    const line = logged((log) => {
      log.error("turn.failed", errorFields(new TypeError(`cannot read ${marker} of ${secret}`)));
    });
    expect(line).toContain("TypeError");
    expect(line).not.toContain(marker);
    expect(line).not.toContain(secret);
  });
});

describe("what is printed", () => {
  const run = (args: readonly string[], environment: Record<string, string>) =>
    spawnSync(process.execPath, [join(packageRoot(), "dist/cli/main.js"), ...args], {
      env: { PATH: process.env["PATH"] ?? "", ...environment },
      encoding: "utf8",
    });

  it("T33: doctor and a refused start name the setting and never its value", async () => {
    const dataDir = await folder();
    const environment = { DATA_DIR: dataDir, SLACK_BOT_TOKEN: secret, CONSULT_WEBHOOK_SECRET: `whsec ${secret}` };
    for (const command of ["doctor", "start"]) {
      const { stdout, stderr, status } = run([command], { ...environment, DEBUG: "1" });
      expect(status).toBe(1);
      expect(stdout + stderr).toContain("SLACK_BOT_TOKEN is not usable");
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it("T33: a fault that nobody caught is printed without its message's secrets", async () => {
    const { stderr } = run(["ask", "what is it"], {
      DATA_DIR: await folder(),
      DEBUG: "1",
      SECRET_KEY: secret,
      NODE_OPTIONS: `--import "data:text/javascript,process.stdout.write = () => { throw new TypeError('${secret}') }"`,
    });
    expect(stderr).not.toContain(secret);
  });
});

describe("secrets from files", () => {
  it("T34: each secret setting may stand in a file, and its last line's end is not a part of it", async () => {
    const dir = await folder();
    for (const name of secretSettings) {
      const path = join(dir, name);
      await writeFile(path, `${secret}\n`);
      const read = readSettings({ [`${name}_FILE`]: path });
      const said = read.kind === "wrong" ? read.problems.map(({ sentence }) => sentence).join(" ") : "";
      expect(said).not.toContain(`${name}_FILE`);
      expect(said).not.toContain(secret);
    }
    const token = join(dir, "token");
    await writeFile(token, "xoxb-from-a-file\r\n");
    const read = readSettings({ SLACK_BOT_TOKEN_FILE: token, SLACK_SIGNING_SECRET: "s" });
    expect(read).toMatchObject({ settings: { slack: { botToken: "xoxb-from-a-file" } } });
  });

  it("T34: set twice, unreadable, empty or far too large is one sentence that does not repeat the path", async () => {
    const dir = await folder();
    await writeFile(join(dir, "empty"), "\n");
    await writeFile(join(dir, "large"), "x".repeat(100_000));
    const said = (environment: Record<string, string>): readonly string[] => {
      const read = readSettings(environment);
      return read.kind === "wrong" ? read.problems.map(({ sentence }) => sentence) : [];
    };
    expect(said({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_BOT_TOKEN_FILE: "/x" })).toEqual([
      "SLACK_BOT_TOKEN_FILE is refused: SLACK_BOT_TOKEN is set too; unset one of the two.",
    ]);
    expect(said({ SECRET_KEY_FILE: secret })).toEqual([
      "SECRET_KEY_FILE can't be read: the system says ENOENT; give the path of a file that holds SECRET_KEY.",
    ]);
    expect(said({ SECRET_KEY_FILE: join(dir, "empty") })).toEqual([
      "SECRET_KEY_FILE names an empty file; put SECRET_KEY in it.",
    ]);
    expect(said({ SECRET_KEY_FILE: join(dir, "large") })[0]).toMatch(/can't be read: it is too large/);
    expect(said({ SECRET_KEY_FILE: "" })).toEqual([]);
  });

  it("T34: every setting that is named like a secret is one", () => {
    const named = Object.keys(environmentSchema.shape).filter(
      (name) =>
        /(SECRET|TOKEN|PASSWORD|Password|KEY|PrivateKey|SMTP_URL|DATABASE_URL)(_OLD)?$/.test(name) &&
        !/Issuer$/.test(name),
    );
    expect([...secretSettings].toSorted()).toEqual(named.toSorted());
  });
});

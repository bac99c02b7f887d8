import fc from "fast-check";
import { environmentSchema, secretSettings } from "../../../src/config/settings.js";
import { readSettings } from "../../../src/config/read-settings.js";
import type { Met, OpenEntrance } from "../entrance.js";
import { expand, hostileKeys, hostileText, nearMatches } from "../hostile.js";
import { sentenceFault } from "../sentence.js";

type Environment = Readonly<Record<string, string>>;

const valid: Environment = {
  HOST: "127.0.0.1",
  PORT: "3978",
  PUBLIC_URL: "https://bot.example.com",
  SLACK_SIGNING_SECRET: "signing",
  SLACK_BOT_TOKEN: "xoxb-1",
  MicrosoftAppId: "11111111-2222-3333-4444-555555555555",
  MicrosoftAppPassword: "password",
  MicrosoftAppTenantId: "tenant-1",
  TEAMS_TENANTS: "tenant-1, tenant-2",
  CONSULT_SLACK_CHANNEL: "T0123/C0123",
  CONSULT_WEBHOOK_URL: "https://crm.example.com/in",
  CONSULT_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
  SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
  SUPPORT_EMAIL: "help@example.com",
  RETENTION_MONTHS: "12",
};

interface Input {
  readonly kept: readonly string[];
  readonly set: readonly (readonly [string, string])[];
  /** What a file named for a secret holds; null: it can't be read. */
  readonly file: string | null;
}

/** The environment, and the files it names for secrets. */
export async function openSettings(): Promise<OpenEntrance<Input>> {
  const names = [
    ...Object.keys(environmentSchema.shape),
    ...secretSettings.map((name) => `${name}_FILE`),
    ...hostileKeys,
  ];
  const texts = await nearMatches();
  return {
    inputs: fc.record({
      kept: fc.subarray(Object.keys(valid)),
      set: fc.array(
        fc.tuple(fc.constantFrom(...names), fc.oneof(hostileText(texts), fc.constantFrom(...Object.values(valid)))),
        { maxLength: 4 },
      ),
      file: fc.option(hostileText()),
    }),
    put: (input) => Promise.resolve(put(input)),
  };
}

/** Long enough to be seen, and nothing that the sentences give as an example. */
const isOwn = (text: string): boolean => text.trim().length > 8 && !Object.values(valid).includes(text);

function put({ kept, set, file }: Input): Met {
  const environment: Record<string, string> = {};
  const secrets: string[] = [];
  for (const [name, value] of [...kept.map((name) => [name, valid[name] ?? ""] as const), ...set]) {
    const written = expand(value);
    Object.defineProperty(environment, name, { value: written, enumerable: true, configurable: true, writable: true });
    if ((secretSettings as readonly string[]).includes(name) && isOwn(written)) secrets.push(written.trim());
  }
  const read = readSettings(environment, () => {
    if (file === null) throw Object.assign(new TypeError("no such file"), { code: "ENOENT" });
    return expand(file);
  });
  if (read.kind === "usable") return "answered";
  for (const { sentence } of read.problems) {
    const fault = sentenceFault(sentence);
    if (fault !== undefined) return { wrong: fault };
    if (secrets.some((secret) => sentence.includes(secret))) return { wrong: `it says a secret: ${sentence}` };
  }
  return "refused";
}

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import {
  answerThisCallback,
  consultantCallback,
  draftReplyCallback,
  startAssessmentCallback,
} from "../../src/doors/slack/events.js";

const root = new URL("../../", import.meta.url);
const schemas = new URL("../shared/schemas/", root);
const readText = (path: string | URL): string => readFileSync(new URL(path, root), "utf8");
const read = (path: string | URL): unknown => JSON.parse(readText(path));

const https = z.url({ protocol: /^https$/ });
const prompts = z.array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) })).max(4);

/** The parts of a Slack manifest that we use, with the limits of Slack's own schema; what it does not name is refused. */
const manifestSchema = z.strictObject({
  app_directory: z
    .strictObject({
      installation_landing_page: https.max(255),
      use_direct_install: z.literal(true),
      direct_install_url: https.max(255),
      privacy_policy_url: https.max(500),
      support_url: https.max(350),
      support_email: z.email().max(100),
      supported_languages: z.tuple([z.literal("en")]),
      pricing: z.string().min(1).max(30),
    })
    .optional(),
  _metadata: z.strictObject({ major_version: z.int(), minor_version: z.int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    long_description: z.string().min(175).max(4_000).optional(),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    // `assistant_view` is the legacy one, which new apps must not use.
    agent_view: z.strictObject({ agent_description: z.string().max(300), suggested_prompts: prompts }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().min(1).max(1_000),
          should_escape: z.literal(true),
          url: https.optional(),
        }),
      )
      .length(1),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(["message", "global"]),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .min(1)
      .max(10),
    unfurl_domains: z.array(z.string()).max(5).optional(),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(https).optional(),
    scopes: z.strictObject({ bot: z.array(z.string()).min(1).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: https.optional(),
      bot_events: z.array(z.string()).min(1).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: https.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});
type Manifest = z.infer<typeof manifestSchema>;

async function overHttp(...more: readonly string[]): Promise<unknown> {
  const script = fileURLToPath(new URL("scripts/manifest-slack.mjs", root));
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--url", "https://bot.example.com", ...more]);
  return JSON.parse(stdout);
}
const forListing = (): Promise<unknown> => overHttp("--many-workspaces", "--support-email", "help@example.com");

/** Without its scope Slack refuses a subscription. */
const scopeOfEvent: Readonly<Record<string, string | undefined>> = {
  app_mention: "app_mentions:read",
  "message.im": "im:history",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.mpim": "mpim:history",
  link_shared: "links:read",
};

/** What in the door's source needs a scope, besides its events. */
const usesOfScope: Readonly<Record<string, readonly string[] | undefined>> = {
  commands: ["app.command("],
  "chat:write": ["chat.postMessage"],
  "im:write": ["conversations.open"],
  "users:read": ["users.info"],
  "files:read": ["url_private_download"],
  "files:write": ["files.completeUploadExternal"],
  "assistant:write": ["assistant.threads."],
};

async function sourceOf(folder: string): Promise<string> {
  const names = await readdir(new URL(folder, root));
  return names.map((name) => readText(`${folder}${name}`)).join("\n");
}

/** The scopes named in the first column of a page's table of Slack scopes. */
function scopesInTable(page: string): readonly string[] {
  const rows = page.split("| scope | for |")[1]?.split("\n\n")[0] ?? "";
  return rows
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, scope = ""]) => scope));
}

describe.each([
  ["Socket Mode", () => Promise.resolve(read("manifests/slack.json"))],
  ["HTTP", () => overHttp()],
  ["a listing", forListing],
])("The Slack manifest for %s", (kind, load) => {
  const parsed = async (): Promise<Manifest> => manifestSchema.parse(await load());

  it("has the parts we use, within Slack's limits, and no others", async () => {
    expect(manifestSchema.safeParse(await load()).error?.issues).toBeUndefined();
  });

  it("names each scope, event and callback once, and the scope of each event", async () => {
    const { oauth_config, settings, features } = await parsed();
    const { bot } = oauth_config.scopes;
    const events = settings.event_subscriptions.bot_events;
    const callbacks = features.shortcuts.map(({ callback_id }) => callback_id);
    for (const list of [bot, events, callbacks]) expect(new Set(list).size).toBe(list.length);
    for (const event of events)
      if (scopeOfEvent[event] !== undefined) expect(bot, event).toContain(scopeOfEvent[event]);
    for (const callback of [draftReplyCallback, answerThisCallback, startAssessmentCallback, consultantCallback])
      expect(callbacks).toContain(callback);
    expect(bot).toContain("commands");
  });

  it("offers agents' users words that the advisor suggests itself", async () => {
    const words = parse(readText("knowledge/words/en/core.yaml")) as Record<string, string>;
    const { features } = await parsed();
    for (const { title } of features.agent_view.suggested_prompts)
      expect(Object.entries(words).find(([, text]) => text === title)?.[0]).toMatch(/^suggest\./);
  });

  it("is explained: the tables in the README and in the page on permissions have exactly its scopes", async () => {
    const { bot } = (await parsed()).oauth_config.scopes;
    for (const path of ["README.md", "docs/permissions.md"])
      expect(scopesInTable(readText(path)).toSorted(), path).toEqual(bot.toSorted());
  });

  it("is explained: every event stands in the page on permissions", async () => {
    const page = readText("docs/permissions.md");
    for (const event of (await parsed()).settings.event_subscriptions.bot_events)
      expect(page).toContain(`\`${event}\``);
  });

  it("asks for nothing that the Slack door does not use", async () => {
    const door = await sourceOf("src/doors/slack/");
    const { oauth_config, settings } = await parsed();
    const events = settings.event_subscriptions.bot_events;
    for (const event of events) expect(door, event).toContain(`app.event("${event.replace(/\..*/, "")}"`);
    for (const scope of oauth_config.scopes.bot) {
      const isForEvent = events.some((event) => scopeOfEvent[event] === scope);
      const uses = usesOfScope[scope] ?? [];
      expect(isForEvent || uses.some((use) => door.includes(use)), scope).toBe(true);
    }
  });

  it("reaches the app: by a socket, or at one https address everywhere", async () => {
    const { settings, features } = await parsed();
    const addresses = [
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      ...features.slash_commands.map(({ url }) => url),
    ];
    const address = kind === "Socket Mode" ? undefined : "https://bot.example.com/slack/events";
    expect(new Set(addresses)).toEqual(new Set([address]));
    expect(settings.socket_mode_enabled).toBe(kind === "Socket Mode");
  });

  it.skipIf(!existsSync(schemas))(
    "is valid by Slack's own schema (skipped where ../shared/schemas is missing)",
    async () => {
      const schema = { ...(read(new URL("slack-manifest-2.0.0.json", schemas)) as Record<string, unknown>) };
      delete schema["$schema"];
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
      const isValid: boolean = validate(await load());
      expect(isValid ? [] : validate.errors?.slice(0, 3)).toEqual([]);
    },
  );
});

describe("The Slack manifest for many workspaces", () => {
  it("can be installed for an organization and has its tokens rotated; the one for a single workspace neither", async () => {
    const many = manifestSchema.parse(await overHttp("--many-workspaces")).settings;
    const one = manifestSchema.parse(await overHttp()).settings;
    expect([many.org_deploy_enabled, many.token_rotation_enabled]).toEqual([true, true]);
    expect([one.org_deploy_enabled, one.token_rotation_enabled]).toEqual([false, false]);
  });

  it("lists the pages that the program serves, and only with an address for support", async () => {
    expect(manifestSchema.parse(await overHttp("--many-workspaces")).app_directory).toBeUndefined();
    expect(manifestSchema.parse(await forListing()).app_directory).toMatchObject({
      installation_landing_page: "https://bot.example.com/slack/install",
      direct_install_url: "https://bot.example.com/slack/install/direct",
      privacy_policy_url: "https://bot.example.com/privacy",
      support_url: "https://bot.example.com/support",
      support_email: "help@example.com",
    });
    await expect(overHttp("--support-email", "help@example.com")).rejects.toThrow("--many-workspaces");
  });
});

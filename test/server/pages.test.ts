import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openProgram } from "../../src/compose.js";
import { coreWordKeys } from "../../src/core/words.js";
import { escapeMarkdown } from "../../src/core/conversation/markdown.js";
import type { Phrases } from "../../src/core/conversation/phrases.js";
import type { CoreWordKey } from "../../src/core/words.js";
import { loadWords } from "../../src/content/read-words.js";
import { knowledgeFolder, packageRoot } from "../../src/package-root.js";
import { pageNames } from "../../src/pages/addresses.js";
import { drawMarkdown } from "../../src/pages/draw-markdown.js";
import { pageWordKeys } from "../../src/pages/words.js";
import type { PageWordKey } from "../../src/pages/words.js";
import { startServer } from "../../src/server/http-server.js";
import type { RunningServer } from "../../src/server/http-server.js";
import { pagesRoute } from "../../src/server/pages-route.js";
import { quietLog, settingsOf, temporaryFolder } from "../builders/world.js";

let words: Phrases<PageWordKey>;
let coreWords: Phrases<CoreWordKey>;
const running: RunningServer[] = [];

beforeAll(async () => {
  words = await loadWords(knowledgeFolder(), "pages", pageWordKeys);
  coreWords = await loadWords(knowledgeFolder(), "core", coreWordKeys);
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

const many = {
  ...{ SLACK_SIGNING_SECRET: "s", SLACK_CLIENT_ID: "c", SLACK_CLIENT_SECRET: "s", UNINSTALL_GRACE_DAYS: "9" },
  ...{ SLACK_STATE_SECRET: "a-state-secret-of-a-test", SECRET_KEY: "rJ3kqmYv0bq1G8Zt5uXw2cN7hLs9dPf4aEiTgRoWyHM=" },
};

/** Serves the pages of these settings; resolves to a page as a browser gets it. */
async function serve(
  environment: Record<string, string> = {},
  isReady = true,
): Promise<(page: string) => Promise<{ text: string; headers: Headers; status: number }>> {
  const settings = settingsOf(environment);
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    routers: [
      pagesRoute({
        settings,
        keeping: {
          keepsUnanswered: settings.keepsUnanswered,
          uninstallGraceDays: settings.slack?.oauth || settings.msteams ? settings.uninstallGraceDays : undefined,
          retentionMonths: settings.retentionMonths,
        },
        words,
        coreWords,
        isReady: () => Promise.resolve(isReady),
      }),
    ],
    isReady: () => Promise.resolve(isReady),
    log: quietLog,
  });
  running.push(server);
  return async (page) => {
    const response = await fetch(`http://127.0.0.1:${String(server.port)}/${page}`);
    return { text: await response.text(), headers: response.headers, status: response.status };
  };
}

describe("the pages", () => {
  it.each(pageNames)("/%s runs nothing, loads nothing, is shown in no frame, and leads to the others", async (name) => {
    const { text, headers, status } = await (await serve())(name);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(text).not.toMatch(/<script|<img|\son\w+=/i);
    for (const other of pageNames) expect(text.includes(`<a href="${other}">`)).toBe(other !== name);
  });

  it("privacy keeps to the settings: what is kept, for how long, and when a removal deletes it", async () => {
    const kept = (await (await serve(many))("privacy")).text;
    const less = (await (await serve({ KEEP_UNANSWERED: "off" }))("privacy")).text;
    const asleep = (await (await serve({ RETENTION_MONTHS: "18" }))("privacy")).text;
    expect(kept).toContain("kept for 180 days");
    expect(kept).toContain("until 9 days after the app was removed");
    expect(kept).toContain("token that Slack gives us for your workspace is kept encrypted");
    expect(less).toContain("switched that off");
    expect(less).not.toContain("the app was removed");
    expect(asleep).toContain("nobody has used it for 18 months");
    expect(less).not.toContain("nobody has used it");
  });

  it("privacy explains what it may read where a door is open, and only there", async () => {
    const msteams = { MicrosoftAppId: "a", MicrosoftAppPassword: "p", MicrosoftAppTenantId: "t" };
    const slackOnly = (await (await serve(many))("privacy")).text;
    const msteamsOnly = (await (await serve(msteams))("privacy")).text;
    expect([slackOnly.includes("read and do in Slack"), slackOnly.includes("read and do in Teams")]).toEqual([
      true,
      false,
    ]);
    expect([msteamsOnly.includes("read and do in Slack"), msteamsOnly.includes("read and do in Teams")]).toEqual([
      false,
      true,
    ]);
  });

  it("privacy explains every permission that the Slack manifest asks for, and no other", async () => {
    const schema = z.looseObject({
      oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
    });
    const manifest = schema.parse(JSON.parse(await readFile(join(packageRoot(), "manifests/slack.json"), "utf8")));
    const { text } = await (await serve(many))("privacy");
    const section = /read and do in Slack<\/h2>\n<ul>(.*?)<\/ul>/s.exec(text)?.[1] ?? "";
    const explained = [...section.matchAll(/<code>([a-z_.]+(?::[a-z.]+)?)<\/code>/g)].map(([, scope]) => scope);
    expect(explained.toSorted()).toEqual(manifest.oauth_config.scopes.bot.toSorted());
  });

  it("privacy says who gets requests, without addresses or secrets", async () => {
    const { text } = await (
      await serve({
        ...{ CONSULT_FIRM: "Acme <&> Sons", CONSULT_WEBHOOK_URL: "https://hooks.example.com/secret-path" },
        CONSULT_WEBHOOK_SECRET: `whsec_${"A".repeat(32)}`,
      })
    )("privacy");
    expect(text).toContain("Acme &lt;&amp;&gt; Sons");
    expect(text).toContain("a signed webhook to the consultants");
    expect(text).not.toContain("secret-path");
  });

  it("an operator's own policy is linked first, and a page that is its own policy is not linked to itself", async () => {
    const own = (await (await serve({ PRIVACY_URL: "https://acme.example/privacy_policy?a=1&b=2" }))("privacy")).text;
    const self = { PUBLIC_URL: "https://bot.example.com/base", PRIVACY_URL: "https://bot.example.com/base/privacy" };
    expect(own).toContain('<a href="https://acme.example/privacy_policy?a=1&amp;b=2">');
    expect(own.indexOf("acme.example")).toBeLessThan(own.indexOf("<h2>"));
    expect((await (await serve(self))("privacy")).text).not.toContain("policy of their own");
  });

  it.each(pageNames)("/%s names the address to write to, or whoever runs it", async (name) => {
    const named = (await (await serve({ SUPPORT_EMAIL: "help+iso@example.com" }))(name)).text;
    expect(named).toContain('<a href="mailto:help+iso@example.com">help+iso@example.com</a>');
    expect((await (await serve())(name)).text).toMatch(/whoever runs this advisor in your organization/i);
  });

  it("support says whether the advisor can work right now", async () => {
    expect((await (await serve())("support")).text).toContain("Working:");
    expect((await (await serve({}, false))("support")).text).toContain("Not working right now:");
  });
});

describe("the program", () => {
  it("serves the pages on its port and on the playground's own", async () => {
    const program = await openProgram(
      settingsOf({
        ...{ HOST: "127.0.0.1", PORT: "0", PLAYGROUND: "on", PLAYGROUND_PORT: "0", LOG_LEVEL: "silent" },
        DATA_DIR: await temporaryFolder(),
      }),
    );
    try {
      const playground = program.doors.find(({ name }) => name === "Playground")?.where ?? "";
      for (const base of [`http://127.0.0.1:${String(program.port)}/`, playground])
        for (const name of [...pageNames, "ai-card"]) expect((await fetch(new URL(name, base))).status, name).toBe(200);
    } finally {
      await program.close();
    }
  });
});

describe("Markdown on a page", () => {
  it("a person's words stay words, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (said) => {
        const html = drawMarkdown(`before ${escapeMarkdown(said)} after`);
        expect(html.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, "")).toMatch(/^<p>[^<>"'&]*<\/p>$/);
      }),
    );
  });

  it("links lead only where a link may", () => {
    expect(drawMarkdown("[a](javascript:alert(1)) [b](https://b.example)")).toBe(
      '<p>a <a href="https://b.example">b</a></p>',
    );
  });

  it("raw HTML is shown as it was typed", () => {
    expect(drawMarkdown("<script>alert(1)</script>\n\nand <b>bold</b>")).not.toMatch(/<(?:script|b)>/);
  });
});

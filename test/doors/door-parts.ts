import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { loadWords } from "../../src/content/read-words.js";
import type { Advisor } from "../../src/core/advisor.js";
import type { Phrases } from "../../src/core/conversation/phrases.js";
import type { Block, Reply } from "../../src/core/conversation/reply.js";
import type { Request } from "../../src/core/conversation/request.js";
import { nonce } from "../../src/core/ids.js";
import type { Claims } from "../../src/core/ports/claims.js";
import type { Inbox } from "../../src/core/ports/inbox.js";
import { createLog } from "../../src/log.js";

const knowledgeFolder = fileURLToPath(new URL("../../knowledge", import.meta.url));

export const quietLog = createLog("silent");

/** A door's words as they are in the knowledge folder. */
export const wordsOfDoor = <const Key extends string>(name: string, keys: readonly Key[]): Promise<Phrases<Key>> =>
  loadWords(knowledgeFolder, name, keys);

let made = 0;
export const replyOf = (blocks: readonly Block[], more: Partial<Reply> = {}): Reply => ({
  nonce: nonce(`n${String((made += 1))}`),
  blocks,
  audience: "asker",
  replaces: false,
  ...more,
});
export const lineOf = (text: string, more: Partial<Reply> = {}): Reply => replyOf([{ kind: "text", text }], more);

/** An advisor that says what a test wants, and keeps what it was asked. */
export interface StandinAdvisor extends Advisor {
  readonly asked: Request[];
}

export function standinAdvisor(respond: (request: Request) => Reply | Promise<Reply>): StandinAdvisor {
  const asked: Request[] = [];
  return {
    asked,
    respond: (request) => {
      asked.push(request);
      return Promise.resolve(respond(request));
    },
    apologize: () => lineOf("Sorry."),
    welcome: () => lineOf("Hi."),
    home: () => Promise.resolve(lineOf("Home.")),
    suggestions: () => Promise.resolve([{ label: "Ask", says: "What is it?" }]),
    find: () => [],
    keepConversation: () => Promise.resolve(),
    leaveConversation: () => Promise.resolve(),
    isAboutRequest: () => Promise.resolve(false),
    findReference: () => Promise.resolve(undefined),
  };
}

/** Claims that last as long as the test. */
export function memoryClaims(): Claims {
  const claimed = new Set<string>();
  return {
    claim: (key) => {
      const isFirst = !claimed.has(key);
      claimed.add(key);
      return Promise.resolve(isFirst);
    },
    isClaimed: (key) => Promise.resolve(claimed.has(key)),
  };
}

/** An inbox that lasts as long as the test. */
export function memoryInbox(): Inbox {
  const names = memoryClaims();
  return {
    keep: async (event) => {
      const isNew = await Promise.all(event.names.map((name) => names.claim(name, 0)));
      if (isNew.includes(false)) return "repeated";
      return { id: randomUUID(), keptAt: new Date().toISOString(), takeovers: 0, ...event };
    },
    done: () => Promise.resolve(),
    takeOver: () => Promise.resolve([]),
  };
}

export const chart: Extract<Block, { kind: "picture" }> = {
  kind: "picture",
  title: "How ready you are",
  alt: "Policy 40 percent, before 20 percent. Roles not known.",
  bars: [
    { label: "Policy", share: 0.4, text: "40%", before: 0.2 },
    { label: "Roles", share: null, text: "not known" },
  ],
};

export const reportFile = (bytes = "%PDF-1.7 report"): Extract<Block, { kind: "file" }> => ({
  kind: "file",
  name: "report.pdf",
  mediaType: "application/pdf",
  bytes: new TextEncoder().encode(bytes),
});

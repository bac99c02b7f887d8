import { watch } from "chokidar";
import type { Phrases } from "../core/conversation/phrases.js";
import type { Retriever } from "../core/knowledge/retrieve.js";
import type { CustomerQuestionMatcher } from "../core/questionnaire/match.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { showFinding } from "./finding.js";
import type { ContentFinding } from "./finding.js";
import { checkWords, loadWords } from "./read-words.js";
import type { Content } from "./load-content.js";
import { obtainContent } from "./kept-content.js";
import { keptFolder } from "./kept-values.js";
import { openRetriever } from "./model-cache.js";
import { openCustomerMatcher } from "./questionnaire-model.js";

interface Version {
  readonly content: Content;
  readonly retrieve: Retriever;
  readonly matchCustomerQuestion: CustomerQuestionMatcher;
}

/** A room's sentences, of whichever version is current. */
interface Room {
  readonly name: string;
  readonly keys: readonly string[];
  phrases: Phrases<string>;
}

/** Editors save several files at once, and editors' programs write in steps: wait until it is quiet. */
const quietMs = 300;

/**
 * The knowledge folder as it is now. A changed file is checked, learned from beside the running answers, and swapped in
 * whole; while anything in the folder is wrong, the version before it stays and the log says why.
 */
export class LiveContent {
  readonly #folder: string;
  readonly #log: Log;
  readonly #kept: string;
  readonly #rooms: Room[] = [];
  readonly #closing = new AbortController();
  #version: Version;
  #watcher: ReturnType<typeof watch> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reloading: Promise<void> = Promise.resolve();

  private constructor(folder: string, log: Log, kept: string, version: Version) {
    this.#folder = folder;
    this.#log = log;
    this.#kept = kept;
    this.#version = version;
  }

  /**
   * @param kept where what was read and learned is kept for the next start
   * Errors: `content-wrong`.
   */
  static async open(folder: string, log: Log, kept = keptFolder()): Promise<LiveContent> {
    return new LiveContent(folder, log, kept, await versionOf(await obtainContent(folder, kept), kept));
  }

  get content(): Content {
    return this.#version.content;
  }

  readonly retrieve: Retriever = (question, last) => this.#version.retrieve(question, last);

  readonly matchCustomerQuestion: CustomerQuestionMatcher = (text) => this.#version.matchCustomerQuestion(text);

  /** A room's sentences, always the current ones. Errors: `content-wrong`. */
  async words<const Key extends string>(name: string, keys: readonly Key[]): Promise<Phrases<Key>> {
    const room: Room = { name, keys, phrases: await loadWords(this.#folder, name, keys) };
    this.#rooms.push(room);
    return {
      say: (key, values) => room.phrases.say(key, values),
      plain: (key, values) => room.phrases.plain(key, values),
    };
  }

  /** Follows changes in the folder until `close`. */
  watch(): void {
    this.#watcher = watch(this.#folder, { ignoreInitial: true });
    this.#watcher.on("all", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#reloading = this.#reloading.then(() => this.reload());
      }, quietMs);
    });
    this.#watcher.on("error", (error) => {
      this.#log.warn("knowledge.watch-failed", errorFields(error));
    });
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Reads the folder again; swaps the new version in when all of it is in order. */
  async reload(): Promise<void> {
    if (this.#isClosing()) return;
    try {
      const { checkContent } = await import("./load-content.js");
      const checked = await checkContent(this.#folder);
      const rooms = await Promise.all(
        this.#rooms.map(async (room) => ({ room, ...(await checkWords(this.#folder, room.name, room.keys)) })),
      );
      const findings = [...checked.findings, ...rooms.flatMap((room) => room.findings)];
      if (!checked.content || findings.length > 0) {
        this.#keep(findings);
        return;
      }
      const version = await versionOf(checked.content, this.#kept, this.#closing.signal);
      if (this.#isClosing()) return;
      this.#version = version;
      for (const { room, phrases } of rooms) room.phrases = phrases;
      this.#log.info("knowledge.reloaded", { answers: checked.content.knowledge.entries.size });
    } catch (error) {
      if (this.#isClosing()) return;
      this.#log.warn("knowledge.kept", { ...errorFields(error), why: "The folder could not be read or learned from." });
    }
  }

  /** Ends learning that is under way: a stop does not wait for it. */
  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await this.#watcher?.close();
    await this.#reloading;
  }

  #keep(findings: readonly ContentFinding[]): void {
    const [first] = findings;
    this.#log.warn("knowledge.kept", {
      findings: findings.length,
      why: first ? showFinding(first) : "Nothing could be read.",
    });
  }
}

async function versionOf(content: Content, kept: string, signal?: AbortSignal): Promise<Version> {
  return {
    content,
    retrieve: await openRetriever(content.knowledge, kept, signal),
    matchCustomerQuestion: await openCustomerMatcher(content, kept, signal),
  };
}

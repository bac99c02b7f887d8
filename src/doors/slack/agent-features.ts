import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Clock } from "../../core/ports/clock.js";
import { errorFields } from "../../log.js";
import { shorten } from "../split-text.js";
import type { TurnParts } from "../turn.js";
import { after } from "./dialogs.js";
import { slackId } from "./events.js";
import { agentKeptMs, agentRefusedMs, promptsAtMost, statusAfterMs, textInPrompt, textInTitle } from "./limits.js";
import type { SlackPeople } from "./people.js";
import { slackCode } from "./slack-code.js";
import type { SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface AgentParts {
  readonly clock: Clock;
  readonly turn: TurnParts;
  readonly turns: SlackTurns;
  readonly client: WebClient;
  readonly people: SlackPeople;
  readonly words: Phrases<SlackWordKey>;
}

interface Thread {
  readonly channel: string;
  readonly thread: string;
}

type Feature = "prompts" | "title" | "status";

const openedSchema = z.looseObject({ user: slackId, channel: slackId, tab: z.literal("messages") });

/**
 * What Slack offers apps that are agents: words to start with, a title for each conversation, a status while work goes on.
 * Plans and settings decide whether a workspace has them, so each is tried, and left alone for a while once Slack refuses
 * it; nothing waits for them and nothing fails with them.
 */
export class AgentFeatures {
  readonly #parts: AgentParts;
  readonly #refusedUntil = new Map<Feature, number>();

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /** `app_home_opened` of the Messages tab: offers words to start with. That they are taken shows that agents are at home here. */
  async onOpened(event: unknown): Promise<void> {
    const opened = openedSchema.safeParse(event).data;
    if (!opened || !this.#mayWriteAsAgent()) return;
    const { turn, turns, people, client, words } = this.#parts;
    if (this.#isRefused("prompts")) return;
    const suggestions = await turn.advisor.suggestions({
      workspace: { platform: "slack", id: turns.identity.workspace },
      person: await people.find(opened.user),
      place: { kind: "personal", conversation: opened.channel },
    });
    // With a `thread_ts` the call would fail without a word.
    const isTaken = await this.#attempt("prompts", () =>
      client.assistant.threads.setSuggestedPrompts({
        channel_id: opened.channel,
        title: words.plain("prompts.title"),
        prompts: suggestions
          .slice(0, promptsAtMost)
          .map(({ label, says }) => ({ title: shorten(label, textInPrompt), message: says })),
      }),
    );
    if (isTaken) await turn.claims.claim(this.#key(), agentKeptMs);
  }

  /** Whether conversations in direct messages are threads under the question, as Slack shows them for agents. */
  async isAtHome(): Promise<boolean> {
    return this.#mayWriteAsAgent() && (await this.#parts.turn.claims.isClaimed(this.#key()));
  }

  /** Names a conversation by its first words, for the person's own list of conversations. */
  async name({ channel, thread }: Thread, words: string): Promise<void> {
    const title = words.replace(/\s+/g, " ").trim();
    if (title === "" || this.#isRefused("title")) return;
    await this.#attempt("title", () =>
      this.#parts.client.assistant.threads.setTitle({
        channel_id: channel,
        thread_ts: thread,
        title: shorten(title, textInTitle),
      }),
    );
  }

  /** Shows in a thread that work goes on, when it takes its time; resolves, once it is done, to whether that was shown. */
  async showStatus(work: Promise<unknown>, { channel, thread }: Thread): Promise<boolean> {
    if (this.#isRefused("status") || (await Promise.race([work, after(statusAfterMs)])) !== "late") return false;
    return this.#attempt("status", () =>
      this.#parts.client.assistant.threads.setStatus({
        channel_id: channel,
        thread_ts: thread,
        status: this.#parts.words.plain("status.working"),
      }),
    );
  }

  /** Slack clears a status by itself when an answer is posted under it, but not for one that only the asker sees. */
  async clearStatus({ channel, thread }: Thread): Promise<void> {
    await this.#attempt("status", () =>
      this.#parts.client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status: "" }),
    );
  }

  #key(): string {
    return `slack:agent:${this.#parts.turns.identity.workspace}`;
  }

  #mayWriteAsAgent(): boolean {
    return this.#parts.turns.identity.scopes?.includes("assistant:write") ?? true;
  }

  #isRefused(feature: Feature): boolean {
    return (this.#refusedUntil.get(feature) ?? 0) > this.#parts.clock().getTime();
  }

  async #attempt(feature: Feature, call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      const code = slackCode(error);
      this.#parts.turn.log.debug("slack.no-agent-feature", { feature, ...errorFields(error), slack: code });
      // Its word that it will not, as opposed to that it cannot now, or to no word.
      if (code !== undefined && code !== "ratelimited")
        this.#refusedUntil.set(feature, this.#parts.clock().getTime() + agentRefusedMs);
      return false;
    }
  }
}

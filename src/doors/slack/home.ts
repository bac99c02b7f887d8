import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { PictureBlock, Reply } from "../../core/conversation/reply.js";
import { errorFields } from "../../log.js";
import type { DrawPicture, Pictures } from "../pictures.js";
import type { TurnParts } from "../turn.js";
import { drawBlocks, hasPicture } from "./blocks.js";
import { slackId } from "./events.js";
import type { HomeVisitors } from "./home-visitors.js";
import { chartsRemembered, pictureRetryMs } from "./limits.js";
import { withinView } from "./modal.js";
import type { SlackPeople } from "./people.js";
import { isPictureRefused, uploadPictures } from "./pictures.js";
import { slackCode } from "./slack-code.js";
import type { SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface HomeParts {
  readonly turn: TurnParts;
  readonly turns: SlackTurns;
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly people: SlackPeople;
  readonly drawPicture: DrawPicture;
  readonly visitors: HomeVisitors;
}

const openedSchema = z.looseObject({ user: slackId, tab: z.literal("home") });

/** The Home tab of one installation: the team's state, for each who looks. */
export class SlackHome {
  readonly #parts: HomeParts;
  /** Whose tab is being drawn, and whether once more after that. */
  readonly #drawing = new Map<string, { again: boolean }>();
  /** Slack's file ids of charts by their figures. */
  readonly #charts = new Map<string, string>();

  constructor(parts: HomeParts) {
    this.#parts = parts;
  }

  /** `app_home_opened`; that of the Messages tab is not ours. */
  async onOpened(event: unknown): Promise<void> {
    const opened = openedSchema.safeParse(event).data;
    if (!opened) return;
    this.#parts.visitors.saw(this.#parts.turns.identity.workspace, opened.user);
    await this.#show(opened.user);
  }

  /** Draws the tabs of these users anew, one after another; one that fails keeps none of the others from theirs. */
  async showAll(users: readonly string[]): Promise<void> {
    for (const user of users)
      await this.#show(user).catch((error: unknown) => {
        this.#parts.turn.log.warn("slack.home-not-shown", { ...errorFields(error), slack: slackCode(error) });
      });
  }

  /** What changes while a tab is drawn is drawn after it, so that the newest stays. */
  async #show(user: string): Promise<void> {
    const known = this.#drawing.get(user);
    if (known) {
      known.again = true;
      return;
    }
    const drawing = { again: true };
    this.#drawing.set(user, drawing);
    try {
      while (drawing.again) {
        drawing.again = false;
        await this.#publish(user, await this.#replyFor(user));
      }
    } finally {
      this.#drawing.delete(user);
    }
  }

  async #replyFor(user: string): Promise<Reply> {
    const { turn, turns, people } = this.#parts;
    try {
      return await turn.advisor.home({
        workspace: { platform: "slack", id: turns.identity.workspace },
        person: await people.find(user),
        place: { kind: "personal", conversation: user },
      });
    } catch (error) {
      turn.log.error("slack.home-failed", errorFields(error));
      return turn.advisor.apologize(error);
    }
  }

  /** Slack refuses a view until the picture in it is processed: a moment later it is tried again, then with bars in text. */
  async #publish(user: string, reply: Reply): Promise<void> {
    const pictures = await this.#picturesOf(reply);
    const blocks = this.#draw(reply, pictures);
    if (hasPicture(blocks)) {
      for (const waitMs of [0, pictureRetryMs]) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        try {
          await this.#send(user, blocks);
          return;
        } catch (error) {
          if (!isPictureRefused(error)) throw error;
          this.#parts.turn.log.warn("slack.picture-refused", { slack: slackCode(error) });
        }
      }
      for (const chart of pictures.keys()) this.#charts.delete(keyOf(chart));
    }
    await this.#send(user, this.#draw(reply, new Map()));
  }

  async #send(user: string, blocks: readonly KnownBlock[]): Promise<void> {
    await this.#parts.client.views.publish({ user_id: user, view: { type: "home", blocks: [...blocks] } });
  }

  #draw(reply: Reply, pictures: Pictures<string>): readonly KnownBlock[] {
    return withinView(drawBlocks(reply, "message", pictures), this.#parts.words);
  }

  async #picturesOf(reply: Reply): Promise<Pictures<string>> {
    const { client, drawPicture, turn, turns } = this.#parts;
    const known = new Map<PictureBlock, string>();
    const blocks = reply.blocks.filter((block) => {
      const file = block.kind === "picture" ? this.#charts.get(keyOf(block)) : undefined;
      if (block.kind === "picture" && file !== undefined) known.set(block, file);
      return file === undefined;
    });
    const made = await uploadPictures(
      { ...reply, blocks },
      { client, drawPicture, log: turn.log, mayUpload: turns.mayUpload },
    );
    for (const [chart, file] of made) this.#remember(chart, file);
    return new Map([...known, ...made]);
  }

  #remember(chart: PictureBlock, file: string): void {
    const oldest = this.#charts.keys().next();
    if (this.#charts.size >= chartsRemembered && !oldest.done) this.#charts.delete(oldest.value);
    this.#charts.set(keyOf(chart), file);
  }
}

const keyOf = (chart: PictureBlock): string => JSON.stringify(chart);

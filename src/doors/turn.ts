import type { Advisor } from "../core/advisor.js";
import type { Request } from "../core/conversation/request.js";
import type { Reply } from "../core/conversation/reply.js";
import { AdvisorError } from "../core/errors.js";
import type { Claims } from "../core/ports/claims.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";

/** How long a delivered event is remembered: platforms repeat within minutes, and the product promises a day. */
export const deliveryKeptMs = 24 * 60 * 60 * 1000;

export interface TurnParts {
  readonly advisor: Advisor;
  readonly claims: Claims;
  readonly log: Log;
}

/** What one turn needs of them. */
export interface TurnTaking extends Omit<TurnParts, "advisor"> {
  readonly advisor: Pick<Advisor, "respond" | "apologize">;
}

export interface Turn {
  /** Every name this delivery may come under again (event id; conversation and message id); claimed before any work. */
  readonly deliveries: readonly string[];
  readonly request: Request;
}

/**
 * One turn, the same for every door: claims the delivery, asks the advisor. Resolves to undefined when any of the
 * deliveries was claimed before (say nothing: it was answered then). Never rejects: a fault becomes a kind reply.
 */
export async function takeTurn(parts: TurnTaking, turn: Turn): Promise<Reply | undefined> {
  try {
    // All at once: a store makes those that wait durable together.
    const claimed = await Promise.all(turn.deliveries.map((name) => parts.claims.claim(name, deliveryKeptMs)));
    if (claimed.includes(false)) {
      parts.log.debug("turn.repeated", { platform: turn.request.workspace.platform });
      return undefined;
    }
    return await parts.advisor.respond(turn.request);
  } catch (error) {
    const level = error instanceof AdvisorError && error.code === "too-fast" ? "info" : "error";
    parts.log[level]("turn.failed", { platform: turn.request.workspace.platform, ...errorFields(error) });
    return parts.advisor.apologize(error);
  }
}

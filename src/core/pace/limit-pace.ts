import type { Advisor } from "../advisor.js";
import type { Platform, Request } from "../conversation/request.js";
import { AdvisorError } from "../errors.js";
import type { RateCounters, RateLimit } from "../ports/rate-counters.js";

/** A team's people together may do so many times as much as one of them. */
const peopleAtOnce = 10;
const minuteMs = 60_000;

interface PaceParts {
  readonly counters: RateCounters;
  /** How many messages and presses of one person are answered in a minute. */
  readonly turnsPerMinute: number;
}

/** On one's own machine there is nobody to be kept from. */
const uncounted: ReadonlySet<Platform> = new Set(["playground", "terminal"]);

/**
 * An advisor that answers one person, and one team, only so often. What is too much is not begun: `respond` rejects with
 * `too-fast`, so that a pressed card or a form stays as it was and can be used again. Doors drop repeated deliveries before
 * they ask, and a card that renews itself was pressed by nobody: neither is counted.
 */
export function limitPace(advisor: Advisor, { counters, turnsPerMinute }: PaceParts): Advisor {
  const perPerson: RateLimit = { name: "person", times: turnsPerMinute, withinMs: minuteMs };
  const perTeam: RateLimit = { name: "team", times: turnsPerMinute * peopleAtOnce, withinMs: minuteMs };
  // A count that can't be kept keeps nobody from an answer.
  const hasRoom = async (limit: RateLimit, key: string): Promise<boolean> =>
    (await counters.spend(limit, key).catch(() => 0)) === 0;
  const isTooFast = async ({ workspace, person }: Request): Promise<boolean> =>
    !(await hasRoom(perPerson, person.id)) || !(await hasRoom(perTeam, `${workspace.platform}:${workspace.id}`));
  return {
    ...advisor,
    respond: async (request) => {
      if (isCounted(request) && (await isTooFast(request)))
        throw new AdvisorError("too-fast", {
          happened: "Somebody, or a team, asks more often than is answered.",
          kept: "Nothing was changed.",
        });
      return advisor.respond(request);
    },
  };
}

const isCounted = ({ workspace, input }: Request): boolean =>
  !uncounted.has(workspace.platform) && !(input.kind === "action" && input.isAutomatic === true);

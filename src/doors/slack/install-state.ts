import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { InvalidStateError } from "@slack/oauth";
import type { InstallURLOptions, StateStore } from "@slack/oauth";
import { z } from "zod";
import type { Clock } from "../../core/ports/clock.js";
import type { Claims } from "../../core/ports/claims.js";
import { installWithinMs } from "./limits.js";

interface StateParts {
  readonly secret: string;
  readonly clock: Clock;
  readonly claims: Claims;
  /** What every installation is begun with. */
  readonly options: InstallURLOptions;
}

const stateSchema = z.object({ once: z.string().min(16), until: z.number() });

/**
 * What an installation is begun with: signed, good for a while and for one use. (That it comes back in the browser it
 * was begun in, Slack's InstallProvider checks by a cookie.)
 */
export function createStateStore({ secret, clock, claims, options }: StateParts): StateStore {
  const sign = (text: string): Buffer => createHmac("sha256", secret).update(text).digest();
  return {
    generateStateParam: () => {
      const state = { once: randomBytes(16).toString("base64url"), until: clock().getTime() + installWithinMs };
      const text = Buffer.from(JSON.stringify(state)).toString("base64url");
      return Promise.resolve(`${text}.${sign(text).toString("base64url")}`);
    },
    verifyStateParam: async (_now, state) => {
      const [text = "", signature = ""] = state.split(".");
      const given = Buffer.from(signature, "base64url");
      const expected = sign(text);
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new InvalidStateError("The state is not one of ours.");
      const { once, until } = stateSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
      if (clock().getTime() > until) throw new InvalidStateError("The state is too old.");
      if (!(await claims.claim(`slack:install:${once}`, 2 * installWithinMs)))
        throw new InvalidStateError("The state was used before.");
      return options;
    },
  };
}

import { describe, expect, it } from "vitest";
import { personId } from "../../src/core/ids.js";
import type { Claims } from "../../src/core/ports/claims.js";
import { takeTurn } from "../../src/doors/turn.js";
import { lineOf, memoryClaims, quietLog, standinAdvisor } from "./door-parts.js";

const request = {
  workspace: { platform: "slack", id: "T1" },
  person: { id: personId("slack:T1:U1"), standing: "member", isAdmin: false },
  place: { kind: "personal", conversation: "D1" },
  input: { kind: "words", text: "hello", mentions: [] },
} as const;

describe("a turn", () => {
  it("claims every name of its delivery at once, and asks only when all are its own and durable", async () => {
    const asked: string[] = [];
    const grants: (() => void)[] = [];
    const claims: Claims = {
      ...memoryClaims(),
      claim: (key) => {
        asked.push(key);
        return new Promise((resolve) => {
          grants.push(() => {
            resolve(true);
          });
        });
      },
    };
    const advisor = standinAdvisor(() => lineOf("Hi."));
    const taken = takeTurn({ advisor, claims, log: quietLog }, { deliveries: ["event", "message"], request });
    expect(asked).toEqual(["event", "message"]);
    grants[0]?.();
    await new Promise(setImmediate);
    expect(advisor.asked).toHaveLength(0);
    grants[1]?.();
    expect(await taken).toMatchObject({ blocks: [{ text: "Hi." }] });
  });

  it("under a new name and one that was claimed before is not taken, nor later under the new name alone", async () => {
    const advisor = standinAdvisor(() => lineOf("Hi."));
    const parts = { advisor, claims: memoryClaims(), log: quietLog };
    await takeTurn(parts, { deliveries: ["event 1", "message"], request });
    expect(await takeTurn(parts, { deliveries: ["event 2", "message"], request })).toBeUndefined();
    expect(await takeTurn(parts, { deliveries: ["event 2"], request })).toBeUndefined();
    expect(advisor.asked).toHaveLength(1);
  });
});

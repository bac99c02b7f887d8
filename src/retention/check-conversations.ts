import type { LeftConversation } from "../core/commands/keep-conversation.js";
import type { Platform, WorkspaceRef } from "../core/conversation/request.js";
import type { TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import { keptConversations } from "../core/team/kept-conversations.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

/** Asks a platform whether the bot is still in a kept conversation, or in the `group` it is part of. Never rejects; true when in doubt. */
export type IsBotIn = (reference: Readonly<Record<string, unknown>>, group: string | undefined) => Promise<boolean>;

interface CheckParts {
  readonly platform: Extract<Platform, "msteams">;
  readonly directory: Pick<TeamDirectory, "summaries">;
  readonly store: Pick<TeamStore, "read">;
  readonly isBotIn: IsBotIn;
  readonly leave: (workspace: WorkspaceRef, left: LeftConversation) => Promise<void>;
  readonly log: Log;
  /** Before each question but the first. */
  readonly pauseMs: number;
}

const everyMs = 24 * 60 * 60 * 1000;
/** Not at the start, when there is other work. */
const firstAfterMs = 10 * 60 * 1000;
const pauseMs = 1_000;

/** Asks once a day for removals that nobody told us of, since the program was down; resolves to what stops it. */
export function startCheckingConversations(parts: Omit<CheckParts, "pauseMs">): { stop(): Promise<void> } {
  return startRounds(everyMs, (isStopped) => checkConversations({ ...parts, pauseMs }, isStopped), {
    atOnce: false,
    firstAfterMs,
  });
}

/** One round. Never rejects: what cannot be asked or stored now is tried again in the next. */
export async function checkConversations(parts: CheckParts, isStopped: () => boolean): Promise<void> {
  const { platform, directory, store, log } = parts;
  const teams = await directory.summaries().catch((error: unknown) => {
    log.warn("retention.failed", errorFields(error));
    return [];
  });
  let asked = 0;
  const pause = async (): Promise<void> => {
    asked += 1;
    if (asked > 1) await new Promise((resolve) => setTimeout(resolve, parts.pauseMs));
  };
  for (const { team, workspaces } of teams) {
    const workspace = workspaces.find((candidate) => candidate.platform === platform);
    if (!workspace) continue;
    const check = async (): Promise<void> => {
      const kept = keptConversations((await store.read(team)).entries, platform);
      // A team's channels are there with it: one of them is asked for.
      const places = new Map(kept.map((entry) => [entry.group ?? entry.conversation, entry]));
      for (const { conversation, group, reference } of places.values()) {
        await pause();
        if (isStopped()) return;
        if (!(await parts.isBotIn(reference, group))) {
          await parts.leave(workspace, { platform, conversation, group, isRemoved: true });
          log.info("retention.removal-found", { team });
        }
      }
    };
    await check().catch((error: unknown) => {
      log.warn("retention.failed", { team, ...errorFields(error) });
    });
  }
}

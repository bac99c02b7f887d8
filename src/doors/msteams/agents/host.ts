import type { MsteamsSettings } from "../../../config/settings.js";
import type { Log } from "../../../log.js";
import { errorFields } from "../../../log.js";
import type { AnyActivity } from "../activities.js";
import type { InvokeAnswer, MsteamsHost, OutboundToken, TurnLogic } from "../host.js";
import { ConnectorAdapter } from "./adapter.js";
import { createTokenCheck } from "./channel-token.js";
import { configurationOf, scopeOf } from "./credentials.js";
import { envelopeOf } from "./envelope.js";
import { conversationOf } from "./turn-conversation.js";

interface HostParts {
  readonly settings: MsteamsSettings;
  readonly log: Log;
  readonly outboundToken?: OutboundToken;
}

/** The Teams door's host on the Microsoft 365 Agents SDK, with `TEAMS_SDK=agents`. */
export function createHost({ settings, log, outboundToken }: HostParts): MsteamsHost {
  const adapter: ConnectorAdapter = new ConnectorAdapter(
    configurationOf(settings),
    outboundToken ??
      (settings.checksTokens
        ? () => adapter.connectionManager.getDefaultConnection().getAccessToken(scopeOf(settings))
        : () => Promise.resolve("")),
  );
  adapter.onTurnError = (_context, error) => {
    log.error("msteams.turn-failed", errorFields(error));
    return Promise.resolve();
  };
  const check = settings.checksTokens ? createTokenCheck(settings) : () => Promise.resolve({ kind: "good" } as const);
  const takeTurn = async (activity: AnyActivity, logic: TurnLogic): Promise<InvokeAnswer | undefined> => {
    const outcome: { answer?: InvokeAnswer | undefined } = {};
    const roster = activity.channelData?.team?.id ?? activity.conversation.id;
    try {
      await adapter.runTurn(envelopeOf(activity), async (context, client) => {
        outcome.answer = await logic(conversationOf(context, client, roster));
      });
    } catch (error) {
      log.error("msteams.turn-failed", errorFields(error));
    }
    return outcome.answer;
  };
  return {
    async admit(call) {
      const verdict = await check(call);
      if (verdict.kind !== "good") return verdict;
      return { kind: "admitted", takeTurn: (logic) => takeTurn(call.activity, logic) };
    },
    async continueConversation(reference, logic) {
      const { bot: recipient, user: from, conversation, group } = reference;
      await adapter.runTurn(envelopeOf({ type: "event", ...reference, recipient, from }), (context, client) =>
        logic(conversationOf(context, client, group ?? conversation.id)),
      );
    },
  };
}

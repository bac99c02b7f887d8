import type { Activity } from "botbuilder";
import type { MsteamsSettings } from "../../../config/settings.js";
import type { Log } from "../../../log.js";
import { errorFields } from "../../../log.js";
import type { Call, InvokeAnswer, MsteamsHost, OutboundToken, TurnLogic } from "../host.js";
import { CheckedAdapter } from "./adapter.js";
import { admit, createAuthentication } from "./authentication.js";
import type { Authenticated } from "./authentication.js";
import { conversationOf } from "./turn-conversation.js";

export interface HostParts {
  readonly settings: MsteamsSettings;
  readonly log: Log;
  readonly outboundToken?: OutboundToken;
}

/** The Teams door's host on botbuilder, the default. Errors: `settings-wrong`. */
export function createHost({ settings, log, outboundToken }: HostParts): MsteamsHost {
  const authentication = createAuthentication(settings, outboundToken);
  const adapter = new CheckedAdapter(authentication);
  adapter.onTurnError = (_context, error) => {
    log.error("msteams.turn-failed", errorFields(error));
    return Promise.resolve();
  };
  const takeTurn = async (authenticated: Authenticated, body: unknown, logic: TurnLogic) => {
    const outcome: { answer?: InvokeAnswer | undefined } = {};
    await adapter.runTurn(authenticated, body as Activity, async (context) => {
      outcome.answer = await logic(conversationOf(context));
    });
    return outcome.answer;
  };
  return {
    async admit(call: Call) {
      const admission = await admit(authentication, settings, call);
      if (admission.kind !== "admitted") return admission;
      const { authenticated } = admission;
      return { kind: "admitted", takeTurn: (logic) => takeTurn(authenticated, call.body, logic) };
    },
    async continueConversation(reference, logic) {
      // Empty when tokens are not checked.
      const appId = settings.checksTokens ? (settings.botbuilder["MicrosoftAppId"] ?? "") : "";
      const user = reference.user ?? { id: "", name: "" };
      const { group, ...kept } = reference;
      await adapter.continueConversationAsync(appId, { ...kept, user }, (context) => {
        if (group !== undefined) context.activity.channelData = { team: { id: group } };
        return logic(conversationOf(context));
      });
    },
  };
}

import { CloudAdapter } from "botbuilder";
import type { Activity, InvokeResponse, TurnContext } from "botbuilder";
import type { Authenticated } from "./authentication.js";

/**
 * botbuilder's adapter without its own HTTP handling: its `process` prints errors to the console and answers some bad
 * tokens with 500. Checking a call and working on it are two steps here, so their failures cannot be mistaken.
 */
export class CheckedAdapter extends CloudAdapter {
  /** Runs one turn for a call that was admitted; resolves to what an invoke is answered with. */
  runTurn(
    authenticated: Authenticated,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authenticated, activity, logic);
  }
}

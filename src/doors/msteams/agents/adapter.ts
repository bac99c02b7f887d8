import { Activity } from "@microsoft/agents-activity";
import { CloudAdapter, ConnectorClient, TurnContext } from "@microsoft/agents-hosting";
import type { AuthConfiguration } from "@microsoft/agents-hosting";
import { PatientConnector } from "./patient-client.js";

/** The SDK's own name for the one that is asked unless another is named. */
const connection = "serviceConnection";

type Identity = Parameters<CloudAdapter["createTurnContext"]>[2];

/**
 * The SDK's adapter without its own HTTP handling: the token is checked by us (see channel-token.ts), and the SDK is
 * handed what it needs to answer, not the message.
 */
export class ConnectorAdapter extends CloudAdapter {
  readonly #token: () => Promise<string>;

  /** @param token bearer token of our calls to the Bot Connector; empty when tokens are not checked */
  constructor(configuration: AuthConfiguration, token: () => Promise<string>) {
    // Named as a connection, too: without one the SDK would rather take those it finds in the environment.
    super({
      ...configuration,
      connections: new Map([[connection, configuration]]),
      connectionsMap: [{ serviceUrl: "*", connection }],
    });
    this.#token = token;
  }

  /** Runs one turn on an activity that was admitted. Rejects when no token is to be had; faults in `logic` go to `onTurnError`. */
  async runTurn(
    envelope: object,
    logic: (context: TurnContext, client: ConnectorClient) => Promise<void>,
  ): Promise<void> {
    const activity = Activity.fromObject(envelope);
    const identity: Identity = { aud: this.getClientId() ?? "" };
    const context = new TurnContext(this, activity, identity);
    const client = new PatientConnector(
      ConnectorClient.createClientWithToken(activity.serviceUrl ?? "", await this.#token()),
    );
    this.setConnectorClient(context, client);
    await this.runMiddleware(context, (running) => logic(running, client));
  }
}

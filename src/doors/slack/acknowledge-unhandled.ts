import type { App } from "@slack/bolt";

/**
 * Acknowledges what no handler takes as soon as that is clear. Bolt (5.1) by itself waits 3 s for one and then answers 404, so that
 * Slack sends the same again.
 */
export function acknowledgeUnhandled(app: App): void {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    let isAcknowledged = false;
    await processEvent({
      ...event,
      ack: (response) => {
        isAcknowledged = true;
        return event.ack(response);
      },
    });
    if (!isAcknowledged) await event.ack();
  };
}

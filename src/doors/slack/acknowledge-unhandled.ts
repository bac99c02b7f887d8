import type { App } from "@slack/bolt";

/**
 * Acknowledges what no handler takes as soon as that is clear. Bolt (5.1) by itself waits 3 s for one and then answers 404, so that
 * Slack sends the same again.
 */
export function acknowledgeUnhandled(app: App): void {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const acknowledged = { is: false };
    await processEvent({
      ...event,
      ack: (response) => {
        acknowledged.is = true;
        return event.ack(response);
      },
    });
    if (!acknowledged.is) await event.ack();
  };
}

// A direct message as Slack sends it, signed as Slack signs it.
import { createHmac, randomUUID } from "node:crypto";

let sent = 0;

/** The body of one event. */
export function messageEvent({ user, channel, text }) {
  sent += 1;
  const ts = `${Math.floor(Date.now() / 1000)}.${String(sent).padStart(6, "0")}`;
  return JSON.stringify({
    token: "none",
    team_id: "TBENCH",
    api_app_id: "ABENCH",
    event: {
      type: "message",
      user,
      ts,
      client_msg_id: randomUUID(),
      text,
      team: "TBENCH",
      blocks: [
        {
          type: "rich_text",
          block_id: "b1",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
        },
      ],
      channel,
      event_ts: ts,
      channel_type: "im",
    },
    type: "event_callback",
    event_id: `Ev${process.pid}X${sent}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: "TBENCH", user_id: "UBOT", is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${sent}`,
  });
}

export function signedHeaders(body, secret) {
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex");
  return {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": at,
    "x-slack-signature": `v0=${signature}`,
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
  };
}

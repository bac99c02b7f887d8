// What a minimal Bolt app does with a message: acknowledges it (Bolt does) and posts an echo.
import { App, LogLevel } from "@slack/bolt";

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  logLevel: LogLevel.ERROR,
});
app.message(async ({ message, client }) => {
  await client.chat.postMessage({ channel: message.channel, text: `You said: ${message.text}` });
});
const server = await app.start({ port: 0, host: "127.0.0.1" });
process.stdout.write(`on port ${server.address().port}\n`);

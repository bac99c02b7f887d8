// Prints the Slack manifest for HTTP: `npm run manifest:slack -- --url https://bot.example.com`
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { url: { type: "string" } } });
if (!values.url?.startsWith("https://")) {
  process.stderr.write(
    "Give the https address people reach the bot at: npm run manifest:slack -- --url https://bot.example.com\n",
  );
  process.exit(1);
}
const manifest = JSON.parse(await readFile(new URL("../manifests/slack.json", import.meta.url), "utf8"));
const address = new URL("/slack/events", values.url).href;
manifest.settings.socket_mode_enabled = false;
manifest.settings.event_subscriptions.request_url = address;
manifest.settings.interactivity.request_url = address;
for (const command of manifest.features.slash_commands) command.url = address;
process.stdout.write(`${JSON.stringify(manifest, undefined, 2)}\n`);

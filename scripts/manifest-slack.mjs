// Prints the Slack manifest for HTTP: `npm run manifest:slack -- --url https://bot.example.com`
// With --many-workspaces: for an app that others install, by OAuth. That turns token rotation on, which Slack never turns
// off again, and which an app with one SLACK_BOT_TOKEN can't use.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { url: { type: "string" }, "many-workspaces": { type: "boolean", default: false } },
});
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
manifest.oauth_config.redirect_urls = [new URL("/slack/oauth_redirect", values.url).href];
if (values["many-workspaces"]) {
  manifest.settings.org_deploy_enabled = true;
  manifest.settings.token_rotation_enabled = true;
}
for (const command of manifest.features.slash_commands) command.url = address;
process.stdout.write(`${JSON.stringify(manifest, undefined, 2)}\n`);

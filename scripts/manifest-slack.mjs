// Prints the Slack manifest for HTTP: `npm run manifest:slack -- --url https://bot.example.com`
// With --many-workspaces: for an app that others install, by OAuth. That turns token rotation on, which Slack never turns
// off again, and which an app with one SLACK_BOT_TOKEN can't use.
// With --support-email help@example.com too: what a listing in the Slack Marketplace is made of.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    "many-workspaces": { type: "boolean", default: false },
    "support-email": { type: "string" },
  },
});
if (!values.url?.startsWith("https://")) {
  process.stderr.write(
    "Give the https address people reach the bot at: npm run manifest:slack -- --url https://bot.example.com\n",
  );
  process.exit(1);
}
const supportEmail = values["support-email"];
if (supportEmail !== undefined && !values["many-workspaces"]) {
  process.stderr.write("--support-email is for a listing, which needs --many-workspaces too.\n");
  process.exit(1);
}
const at = (path) => new URL(path, values.url).href;
const manifest = JSON.parse(await readFile(new URL("../manifests/slack.json", import.meta.url), "utf8"));
const address = at("/slack/events");
manifest.settings.socket_mode_enabled = false;
manifest.settings.event_subscriptions.request_url = address;
manifest.settings.interactivity.request_url = address;
manifest.oauth_config.redirect_urls = [at("/slack/oauth_redirect")];
if (values["many-workspaces"]) {
  manifest.settings.org_deploy_enabled = true;
  manifest.settings.token_rotation_enabled = true;
}
if (supportEmail !== undefined)
  manifest.app_directory = {
    installation_landing_page: at("/slack/install"),
    use_direct_install: true,
    direct_install_url: at("/slack/install/direct"),
    privacy_policy_url: at("/privacy"),
    support_url: at("/support"),
    support_email: supportEmail,
    supported_languages: ["en"],
    pricing: "free",
  };
for (const command of manifest.features.slash_commands) command.url = address;
process.stdout.write(`${JSON.stringify(manifest, undefined, 2)}\n`);

import type { Settings } from "../config/settings.js";

const slackHosts = /(?:^|\.)slack(?:-gov)?\.com$/;
const microsoftHosts =
  /(?:^|\.)(?:botframework\.(?:com|azure\.us|azure\.cn)|trafficmanager\.net|microsoft\.(?:com|us)|microsoftonline\.(?:com|us)|sharepoint\.com)$/;

/** What a host (with its port, if it has one of its own) is called in the metrics: one of four words, whoever is called. */
export function apiNames({ slack, consult }: Pick<Settings, "slack" | "consult">): (host: string) => string {
  const named = new Map<string, string>();
  if (slack?.apiUrl) named.set(new URL(slack.apiUrl).host, "slack");
  if (consult.webhook) named.set(new URL(consult.webhook.url).host, "webhook");
  return (host) => {
    const name = host.replace(/:\d+$/, "");
    return named.get(host) ?? (slackHosts.test(name) ? "slack" : microsoftHosts.test(name) ? "msteams" : "other");
  };
}

import type { ConnectorStandin } from "../../standins/bot-connector.js";

type Json = Record<string, unknown>;

/** How Teams reaches the app, by signed requests; each resolves to what an invoke was answered with. */
export interface Transport {
  /** Twice, as Teams does when it did not hear of the first in time. */
  deliver(activity: Json): Promise<Json>;
  /** Once: what a client asks by itself. */
  ask(activity: Json): Promise<Json>;
  /** Follows a link of the app's own. */
  download(link: URL): Promise<string>;
}

export function overHttp(connector: ConnectorStandin, url: string): Transport {
  const ask = async (activity: Json): Promise<Json> => {
    const response = await fetch(`${url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await connector.token()}` },
      body: JSON.stringify(activity),
    });
    if (response.status !== 200) throw new TypeError(`the app answered with ${String(response.status)}`);
    const text = await response.text();
    return text === "" ? {} : (JSON.parse(text) as Json);
  };
  return {
    ask,
    download: async ({ pathname, search }) => (await fetch(new URL(`${pathname}${search}`, url))).text(),
    deliver: async (activity) => {
      const answer = await ask(activity);
      await ask(activity);
      return answer;
    },
  };
}

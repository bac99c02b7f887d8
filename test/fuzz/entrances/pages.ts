import { randomBytes } from "node:crypto";
import { appId, startConnector } from "../../standins/bot-connector.js";
import { startSlack } from "../../standins/slack-api.js";
import type { OpenEntrance } from "../entrance.js";
import { expand, nearMatches } from "../hostile.js";
import { mutatedText } from "../mutate.js";
import { foreignIn, openWhole } from "../program.js";
import { sendRaw } from "../send-raw.js";

const paths = [
  ...[
    "/",
    "/healthz",
    "/readyz",
    "/privacy",
    "/support",
    "/terms",
    "/ai-card",
    "/files/abc?expires=9999999999999&signature=x",
  ],
  ...[
    "/slack/install",
    "/slack/install/direct",
    "/slack/oauth_redirect?code=code-1&state=state-1",
    "/slack/oauth_redirect?error=access_denied&state=x",
  ],
  ...[
    "/playground/words.json",
    "/playground/inbox?person=ana",
    "/playground/page.js",
    "/playground/..%2f..%2fpackage.json",
    "/playground/adaptivecards.js",
  ],
];
const heads =
  "Host: 127.0.0.1\r\nAccept: text/html\r\nCookie: slack-app-oauth-state=x; a=b\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n";
const posts = [
  `POST /slack/events HTTP/1.1\r\n${heads}Content-Type: application/json\r\nContent-Length: 2\r\nX-Slack-Signature: v0=x\r\nX-Slack-Request-Timestamp: 1800000000\r\n\r\n{}`,
  `POST /api/messages HTTP/1.1\r\n${heads}Content-Type: application/json\r\nAuthorization: Bearer a.b.c\r\nContent-Length: 2\r\n\r\n{}`,
  `POST /api/messages HTTP/1.1\r\n${heads}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  `POST /playground/turn HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
];
const requests = [
  ...paths.flatMap((path) =>
    ["GET", "HEAD", "OPTIONS", "PUT"].map((method) => `${method} ${path} HTTP/1.1\r\n${heads}\r\n`),
  ),
  ...paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`),
  ...posts,
  ...posts,
];

/** Bytes on the one HTTP port: every page, and what is badly framed. */
export async function openPages(folder: string): Promise<OpenEntrance<string>> {
  const slack = await startSlack("T1");
  const connector = await startConnector();
  const program = await openWhole(folder, {
    ...{
      SLACK_SIGNING_SECRET: "signing",
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: "secret",
      SLACK_API_URL: slack.url,
    },
    ...{
      SLACK_STATE_SECRET: "a-state-secret-of-a-test",
      SECRET_KEY: randomBytes(32).toString("base64"),
      PLAYGROUND: "on",
    },
    ...{ MicrosoftAppId: appId, MicrosoftAppPassword: "secret", MicrosoftAppTenantId: "tenant-1" },
    ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
  });
  return {
    inputs: mutatedText(requests, await nearMatches()),
    put: async (input, begin) => {
      const bytes = Buffer.from(expand(input), "latin1");
      begin();
      const received = await sendRaw(program.port, bytes);
      // A request that says there is more to come is waited for; then nothing has come.
      if (received === "") return "refused";
      const [head = "", ...bodies] = received.split("\r\n\r\n");
      const status = Number(/^HTTP\/1\.1 (\d{3})/u.exec(head)?.[1] ?? 0);
      const body = bodies.join("\r\n\r\n");
      if (status < 200 || status >= 500)
        return { wrong: `it is answered with ${head.split("\r\n")[0] ?? ""}: ${body.slice(0, 200)}` };
      if (/\n\s+at \S|node:internal|node_modules\//u.test(received) && !received.includes("javascript"))
        return { wrong: `a place in the code is shown: ${received.slice(0, 600)}` };
      const foreign = foreignIn(received);
      if (foreign !== undefined) return { wrong: foreign };
      return status < 400 ? "answered" : "refused";
    },
    close: async () => {
      await program.close();
      await slack.close();
      await connector.close();
    },
  };
}

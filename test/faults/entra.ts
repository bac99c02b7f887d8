import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A stand-in for Microsoft Entra ID, as far as a bot needs it: the token of its calls to the Bot Connector. */
export interface Entra {
  readonly url: string;
  close(): Promise<void>;
}

export async function startEntra(): Promise<Entra> {
  const server = createServer((request, response) => {
    const tenant = (request.url ?? "/").split("/")[1] ?? "";
    const authority = `https://login.microsoftonline.com/${tenant}`;
    const answer = request.url?.includes("/token")
      ? { token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599, access_token: "outbound" }
      : {
          issuer: `${authority}/v2.0`,
          authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
          token_endpoint: `${authority}/oauth2/v2.0/token`,
          jwks_uri: `${authority}/discovery/v2.0/keys`,
        };
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

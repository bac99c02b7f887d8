import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, exportJWK, generateKeyPair } from "jose";

export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A stand-in for the Bot Connector and its signing keys, over real HTTP. */
export interface ConnectorStandin {
  readonly url: string;
  readonly metadataUrl: string;
  readonly calls: ConnectorCall[];
  /** Member records by user id; everybody else is a user. */
  readonly members: Map<string, Record<string, unknown>>;
  /** A token as Teams would send it; claims can be bent. */
  token(
    claims?: Record<string, unknown>,
    options?: { otherKey?: boolean; expires?: string; notBefore?: string },
  ): Promise<string>;
  sent(): Record<string, unknown>[];
  close(): Promise<void>;
}

export const appId = "11111111-2222-3333-4444-555555555555";

export async function startConnector(): Promise<ConnectorStandin> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const other = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(publicKey)), kid: "key-1", use: "sig", alg: "RS256", endorsements: ["msteams"] };
  const calls: ConnectorCall[] = [];
  const members = new Map<string, Record<string, unknown>>();
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const path = request.url ?? "";
      const reply = (body: unknown): void => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      if (path === "/metadata") {
        reply({
          issuer: "https://api.botframework.com",
          jwks_uri: `${url}/keys`,
          id_token_signing_alg_values_supported: ["RS256"],
        });
        return;
      }
      if (path === "/keys") {
        reply({ keys: [key] });
        return;
      }
      calls.push({
        method: request.method ?? "",
        path,
        body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
      });
      const member = /\/members\/([^/?]+)$/.exec(path)?.[1];
      const id = member === undefined ? "" : decodeURIComponent(member);
      reply(
        member === undefined
          ? { id: `sent-${String(calls.length)}` }
          : { id, name: id, aadObjectId: `aad-${id}`, userRole: "user", tenantId: "tenant-1", ...members.get(id) },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    metadataUrl: `${url}/metadata`,
    calls,
    members,
    token: (claims = {}, options = {}) =>
      new SignJWT({ serviceurl: `${url}/`, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "key-1" })
        .setIssuer(typeof claims["iss"] === "string" ? claims["iss"] : "https://api.botframework.com")
        .setAudience(typeof claims["aud"] === "string" ? claims["aud"] : appId)
        .setNotBefore(options.notBefore ?? "-1m")
        .setExpirationTime(options.expires ?? "10m")
        .sign(options.otherKey ? other.privateKey : privateKey),
    sent: () =>
      calls
        .filter(
          (call) => call.method === "POST" && call.path.includes("/activities") && call.body["type"] === "message",
        )
        .map((call) => call.body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

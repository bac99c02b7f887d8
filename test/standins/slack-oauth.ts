/** An installation that Slack grants for a code. */
export interface Grant {
  readonly team: { readonly id: string; readonly name?: string } | null;
  readonly enterprise?: { readonly id: string; readonly name?: string };
  readonly botUser: string;
  readonly botId: string;
  readonly token: string;
  /** With token rotation: renewed by refresh tokens, each good once. */
  readonly expiresInSeconds?: number;
}

/** Slack's side of OAuth v2: codes and refresh tokens that are good once, tokens that are revoked. */
export class SlackOAuth {
  readonly grants = new Map<string, Grant>();
  /** Refresh tokens still good. */
  readonly refreshTokens = new Map<string, Grant>();
  /** What calls with a token are refused with. */
  readonly revoked = new Map<string, string>();
  /** Runs before Slack answers an exchange or a renewal. */
  onAccess: () => void = () => undefined;
  readonly #granted = new Map<string, Grant>();
  readonly #clientSecret = "client-secret";
  scope = "commands,chat:write,im:history,im:write,users:read,channels:history";
  #renewals = 0;

  of(token: string): Grant | undefined {
    return this.#granted.get(token);
  }

  /** What Slack says to a call, when this part of it decides that. */
  answerOf(method: string, token: string, body: Record<string, unknown>): Record<string, unknown> | undefined {
    const refused = this.revoked.get(token);
    if (refused !== undefined) return { ok: false, error: refused };
    if (method === "oauth.v2.access") return this.#access(body);
    const grant = this.of(token);
    if (method !== "auth.test" || !grant) return undefined;
    return {
      ok: true,
      user_id: grant.botUser,
      bot_id: grant.botId,
      team_id: grant.team?.id ?? grant.enterprise?.id,
      url: "https://stand-in.slack.com/",
    };
  }

  #access(body: Record<string, unknown>): Record<string, unknown> {
    this.onAccess();
    if (body["client_id"] !== "client-id" || body["client_secret"] !== this.#clientSecret)
      return { ok: false, error: "bad_client_secret" };
    if (body["grant_type"] === "refresh_token") {
      const used = String(body["refresh_token"]);
      const grant = this.refreshTokens.get(used);
      if (!grant) return { ok: false, error: "invalid_refresh_token" };
      this.refreshTokens.delete(used);
      this.#renewals += 1;
      return this.#give({ ...grant, token: `${grant.token}-r${String(this.#renewals)}`, expiresInSeconds: 43_200 });
    }
    const code = String(body["code"]);
    const grant = this.grants.get(code);
    if (!grant) return { ok: false, error: "invalid_code" };
    this.grants.delete(code);
    return this.#give(grant);
  }

  #give(grant: Grant): Record<string, unknown> {
    this.#granted.set(grant.token, grant);
    const refreshToken = `refresh-for-${grant.token}`;
    if (grant.expiresInSeconds !== undefined) this.refreshTokens.set(refreshToken, grant);
    return {
      ok: true,
      app_id: "A1",
      authed_user: { id: "UINSTALLER" },
      scope: this.scope,
      token_type: "bot",
      access_token: grant.token,
      bot_user_id: grant.botUser,
      team: grant.team,
      enterprise: grant.enterprise ?? null,
      is_enterprise_install: grant.team === null,
      ...(grant.expiresInSeconds === undefined
        ? {}
        : { expires_in: grant.expiresInSeconds, refresh_token: refreshToken }),
    };
  }
}

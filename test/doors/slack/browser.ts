/** A browser as far as an installation needs one: keeps cookies, follows nothing by itself. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  async get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(new URL(path, this.url), {
      redirect: "manual",
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  /** Opens the install page; resolves to where its button leads. */
  async begin(): Promise<URL> {
    const { text } = await this.get("/slack/install");
    const href = /<a class="button" href="([^"]+)"/.exec(text)?.[1] ?? "";
    return new URL(href.replaceAll("&amp;", "&"));
  }

  /** Begins, and comes back from Slack with a code. */
  async install(code: string): Promise<{ status: number; text: string }> {
    const state = (await this.begin()).searchParams.get("state") ?? "";
    return this.comeBack({ code, state });
  }

  comeBack(query: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
    return this.get(`/slack/oauth_redirect?${new URLSearchParams(query).toString()}`);
  }
}

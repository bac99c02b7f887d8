/** What stands in the place of what is kept out. */
export const redacted = "[redacted]";

/** Tokens by their form, also those we were never told of: Slack's, Standard Webhooks', bearer tokens, JWTs, keys as PEM. */
const tokenForms =
  /\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|\bxoxe\.[\w.-]+|\bwhsec_[A-Za-z0-9+/=]+|\bBearer\s+[\w.~+/-]+=*|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?|-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g;
/** Passwords in addresses: `postgres://user:password@host`. */
const passwordInUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi;

/** Shorter ones would hide ordinary words. */
const shortestSecret = 6;

export type Redact = (text: string) => string;

/**
 * Takes secrets out of text that is printed or logged.
 *
 * @param secrets values known to be secret, whatever they look like
 */
export function createRedact(secrets: readonly string[]): Redact {
  // The longest first: one may be a part of another.
  const known = secrets.filter((secret) => secret.length >= shortestSecret).toSorted((a, b) => b.length - a.length);
  return (text) =>
    known
      .reduce((rest, secret) => rest.replaceAll(secret, redacted), text)
      .replace(tokenForms, redacted)
      .replace(passwordInUrl, `$1${redacted}@`);
}

import type { SendMailOptions } from "nodemailer";
import { isLoopbackHost } from "../../loopback.js";
import { DeliveryRefused } from "../destination.js";

/** The way to one mail server. Each rejects with a `DeliveryRefused` that names no address. */
export interface Smtp {
  /** Resolves when the server has taken the mail. */
  send(mail: SendMailOptions): Promise<void>;
  /** Resolves when the server answers, over TLS where that is asked for, and takes the credentials. */
  check(): Promise<void>;
}

const answerWithinMs = 15_000;
const sendWithinMs = 60_000;

/**
 * @param url `smtps://` (TLS from the start) or `smtp://` (TLS by STARTTLS before anything else is said; a server that
 *   has none gets nothing). Only on this machine itself mail goes without TLS.
 */
export function openSmtp(url: string, { withinMs = answerWithinMs } = {}): Smtp {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/u, "$1");
  const isHere = isLoopbackHost(host);
  const isSecure = protocol === "smtps:";
  const open = async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport({
      host,
      port: port === "" ? (isSecure ? 465 : 587) : Number(port),
      secure: isSecure,
      requireTLS: !isSecure && !isHere,
      ignoreTLS: !isSecure && isHere,
      ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: withinMs,
      greetingTimeout: withinMs,
      socketTimeout: Math.min(withinMs * 4, sendWithinMs),
    });
  };
  return {
    send: async (mail) => {
      const transport = await open();
      await transport.sendMail(mail).catch(refuse);
    },
    check: async () => {
      const transport = await open();
      await transport.verify().catch(refuse);
    },
  };
}

/** What the server said as its code and the command it said it to; its words may hold addresses. */
function refuse(error: unknown): never {
  const { responseCode, command, code } = Object(error) as Readonly<Record<string, unknown>>;
  const known = (value: unknown): string | undefined =>
    typeof value === "string" && /^[A-Z][A-Z ]{0,20}$/u.test(value) ? value : undefined;
  if (typeof responseCode === "number")
    throw new DeliveryRefused(
      `the mail server said ${String(responseCode)} to ${known(command) ?? "a command"}`,
      // Too large, or refused for what is in it: other mails may pass.
      responseCode >= 550 && command === "DATA",
    );
  throw new DeliveryRefused(`the mail server was not reached (${known(code) ?? "network"})`);
}

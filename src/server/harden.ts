import type { RequestHandler } from "express";

/** A year, as browsers want it before they take it seriously. */
const httpsOnlySeconds = 31_536_000;

/**
 * What every answer carries unless its route says more: nothing is run, framed, guessed or kept. Browsers are told to come
 * by https only where that is how people reach us.
 */
export function harden(publicUrl: string | undefined): RequestHandler {
  const headers = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    ...(publicUrl?.startsWith("https://")
      ? { "Strict-Transport-Security": `max-age=${String(httpsOnlySeconds)}` }
      : {}),
  };
  return (request, response, next) => {
    response.set(headers);
    // The rest of a body that was refused is let go by; unread, it would hold the connection.
    response.on("finish", () => {
      if (!request.complete) request.resume();
    });
    next();
  };
}

import type { NextFunction, Request, Response } from "express";
import { isLoopbackHost } from "../../loopback.js";

/**
 * Lets only this machine's own pages in: a Host that is not a loopback name means DNS rebinding, a foreign Origin or a
 * cross-site fetch means another web page is calling.
 */
export function allowLoopbackOnly(request: Request, response: Response, next: NextFunction): void {
  const origin = request.headers.origin;
  const site = request.headers["sec-fetch-site"];
  const isProxied = ["x-forwarded-for", "x-forwarded-host", "forwarded"].some((name) => name in request.headers);
  const isOurs =
    !isProxied &&
    isLoopbackHost(hostNameOf(`http://${request.headers.host ?? ""}`)) &&
    (origin === undefined || isLoopbackHost(hostNameOf(origin))) &&
    (site === undefined || site === "same-origin" || site === "none");
  if (isOurs) {
    next();
    return;
  }
  response
    .status(403)
    .type("text/plain")
    .send("The playground answers this machine only. Open it at http://127.0.0.1 with its port.\n");
}

function hostNameOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return "";
  }
}

/** The page runs only its own script and style sheet. Inline styles are needed: Microsoft's card renderer sets them. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function hardenPage(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    "Content-Security-Policy": contentSecurityPolicy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
  });
  next();
}

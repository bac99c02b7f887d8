import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { AdvisorError } from "../core/errors.js";
import { codeOf } from "../error-code.js";
import type { RateCounters } from "../core/ports/rate-counters.js";
import { refuseOtherMethods } from "../http-methods.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { harden } from "./harden.js";
import { limitByAddress } from "./limit-by-address.js";

interface ServerParts {
  readonly host: string;
  readonly port: number;
  /** The https address people reach it at, if there is one. */
  readonly publicUrl?: string | undefined;
  /** Counts what anybody may call; undefined: nothing is counted. */
  readonly counters?: RateCounters;
  readonly patience?: Patience;
  /** Each door's addresses, in order. */
  readonly routers: readonly RequestHandler[];
  /** Whether requests can be worked on now, for `/readyz`. */
  readonly isReady: () => Promise<boolean>;
  /** What else `/readyz` says, ready or not, in lines; undefined: nothing. */
  readonly describeState?: () => Promise<readonly string[]>;
  readonly log: Log;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** How long a caller may take, in milliseconds; slower ones are cut off, so that nobody holds connections for nothing. */
interface Patience {
  readonly headersMs: number;
  /** For the whole request with its body. */
  readonly requestMs: number;
  readonly checkEveryMs: number;
}
const usualPatience: Patience = { headersMs: 15_000, requestMs: 60_000, checkEveryMs: 5_000 };

/** What is being answered may be finished when the program is told to stop; who sends on and on is cut off. */
const finishWithinMs = 10_000;

/** Proxies on this machine and in private networks say who called; nobody else is believed. */
const trustedProxies = ["loopback", "linklocal", "uniquelocal"];

/** Longer than the minute that proxies and load balancers keep an idle connection: closing first would cut off what they send just then. */
const keepAliveTimeoutMs = 65_000;

/** One HTTP port for all doors, with `/healthz` (the process lives) and `/readyz` (it can work). Errors: `settings-wrong` when the port can't be had. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustedProxies);
  app.use(harden(parts.publicUrl));
  app.use(refuseBrokenHost);
  if (parts.counters) app.use(limitByAddress(parts.counters));
  app.get("/healthz", (_request, response) => {
    response.type("text/plain").send("ok\n");
  });
  app.get("/readyz", (_request, response, next) => {
    const answer = async (): Promise<void> => {
      const isReady = await parts.isReady();
      const lines = [isReady ? "ready" : "not ready", ...((await parts.describeState?.()) ?? [])];
      response
        .status(isReady ? 200 : 503)
        .type("text/plain")
        .send(`${lines.join("\n")}\n`);
    };
    answer().catch(next);
  });
  app.all(["/healthz", "/readyz"], refuseOtherMethods("GET"));
  for (const router of parts.routers) app.use(router);
  const nothingHere = (_request: Request, response: Response): void => {
    response.status(404).type("text/plain").send("There is nothing at this address.\n");
  };
  app.use(nothingHere);
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    // An address with a broken escape in it, such as /files/%E0%A4%A, was never one of ours.
    if (error instanceof URIError && !response.headersSent) {
      nothingHere(request, response);
      return;
    }
    parts.log.error("server.failed", errorFields(error));
    if (response.headersSent) next(error);
    else response.status(500).type("text/plain").send("Something went wrong; nothing was changed.\n");
  });
  const { headersMs, requestMs, checkEveryMs } = parts.patience ?? usualPatience;
  const server = createServer(
    {
      keepAliveTimeout: keepAliveTimeoutMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkEveryMs,
    },
    app,
  );
  await listen(server, parts);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => {
          server.closeAllConnections();
        }, finishWithinMs).unref();
      }),
  };
}

/** Slack's library makes an address of the Host that a caller gives, and fails on one that is none. */
function refuseBrokenHost(request: Request, response: Response, next: NextFunction): void {
  if (URL.canParse(`http://${request.headers.host ?? "localhost"}`)) next();
  else response.status(400).type("text/plain").send("The Host of this request is not an address.\n");
}

const listen = (server: Server, { host, port }: ServerParts): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const why =
        codeOf(error) === "EADDRINUSE" ? "another program already uses it" : `the system says ${codeOf(error)}`;
      reject(
        new AdvisorError("settings-wrong", {
          happened: `PORT ${String(port)} on ${host} can't be opened: ${why}.`,
          next: "Stop that program, or set PORT to another number.",
        }),
      );
    });
    server.listen(port, host, resolve);
  });

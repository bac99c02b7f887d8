import { createHash, timingSafeEqual } from "node:crypto";
import { Router } from "express";
import type { RequestHandler } from "express";
import { refuseOtherMethods } from "../http-methods.js";
import type { Metrics } from "./metrics.js";

/** `GET /metrics`, for whoever has the token: `Authorization: Bearer …`. */
export function metricsRoute(metrics: Metrics, token: string): Router {
  const router = Router();
  router.get("/metrics", (request, response, next) => {
    if (!isSame(request.headers.authorization ?? "", `Bearer ${token}`)) {
      response
        .status(401)
        .set("WWW-Authenticate", "Bearer")
        .type("text/plain")
        .send("The token of METRICS_TOKEN is asked for here.\n");
      return;
    }
    metrics
      .print()
      .then(({ text, mediaType }) => {
        response.set("Cache-Control", "no-store").type(mediaType).send(text);
      })
      .catch(next);
  });
  router.all("/metrics", refuseOtherMethods("GET"));
  return router;
}

/** Takes the same time whatever is given. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const platformsCalls: ReadonlyMap<string, string> = new Map([
  ["/slack/events", "slack"],
  ["/api/messages", "msteams"],
]);

/** Times the platforms' calls until their answer is out; stands before everything else on the port. */
export const timeAcknowledgements =
  (metrics: Metrics): RequestHandler =>
  (request, response, next) => {
    const door = platformsCalls.get(request.path);
    if (door !== undefined) {
      const began = performance.now();
      response.once("finish", () => {
        metrics.observeAcknowledgement(door, (performance.now() - began) / 1000);
      });
    }
    next();
  };

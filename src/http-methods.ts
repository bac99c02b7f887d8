import type { RequestHandler } from "express";

/** For `router.all(path, …)` behind the handlers of a path: every other method is told which ones there are. */
export function refuseOtherMethods(...allowed: readonly string[]): RequestHandler {
  return (_request, response) => {
    // What came along is not read to its end.
    response.set({ Allow: allowed.join(", "), Connection: "close" });
    response
      .status(405)
      .type("text/plain")
      .send(`This address takes ${allowed.join(" and ")} only.\n`);
  };
}

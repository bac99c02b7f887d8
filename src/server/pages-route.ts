import { Router } from "express";
import { refuseOtherMethods } from "../http-methods.js";
import { pageNames } from "../pages/addresses.js";
import { describePage } from "../pages/describe-page.js";
import type { PageParts } from "../pages/describe-page.js";
import { drawPage, pageHeaders } from "../pages/draw-page.js";

/** `GET /privacy`, `GET /support` and `GET /terms`, each drawn anew, so that they say what holds now. */
export function pagesRoute({ isReady, ...parts }: PageParts & { readonly isReady: () => Promise<boolean> }): Router {
  const router = Router();
  for (const name of pageNames) {
    router.get(`/${name}`, async (_request, response) => {
      const page = describePage(name, parts, await isReady());
      response.set(pageHeaders).type("html").send(drawPage(page));
    });
    router.all(`/${name}`, refuseOtherMethods("GET"));
  }
  return router;
}

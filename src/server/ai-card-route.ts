import { Router } from "express";
import { cardAsHtml, cardAsMarkdown, cardStyle } from "../ai-card.js";
import type { AiCard } from "../ai-card.js";
import { refuseOtherMethods } from "../http-methods.js";

/** `GET /ai-card`: a page in a browser; JSON or Markdown for whoever asks for those. */
export function aiCardRoute(describe: () => AiCard): Router {
  const router = Router();
  router.get("/ai-card", (_request, response) => {
    const card = describe();
    response.set("Content-Security-Policy", cardStyle.policy);
    response.format({
      html: () => {
        response.send(cardAsHtml(card));
      },
      json: () => {
        response.json(card);
      },
      "text/markdown": () => {
        response.send(cardAsMarkdown(card));
      },
      default: () => {
        response.type("text/markdown").send(cardAsMarkdown(card));
      },
    });
  });
  router.all("/ai-card", refuseOtherMethods("GET"));
  return router;
}

import { Router } from "express";
import { cardAsHtml, cardAsMarkdown } from "../ai-card.js";
import type { AiCard } from "../ai-card.js";

/** `GET /ai-card`: a page in a browser; JSON or Markdown for whoever asks for those. */
export function aiCardRoute(describe: () => AiCard): Router {
  const router = Router();
  router.get("/ai-card", (_request, response) => {
    const card = describe();
    response.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
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
  return router;
}

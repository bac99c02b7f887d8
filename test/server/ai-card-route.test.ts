import type { AddressInfo } from "node:net";
import express from "express";
import { expect, it } from "vitest";
import { aiCardRoute } from "../../src/server/ai-card-route.js";

it("the card is a page, Markdown or JSON as the caller asks, and its words can't become markup", async () => {
  const card = {
    title: "Card",
    sections: [{ heading: "What", facts: [{ label: "It is", text: "<b>a program</b>" }] }],
  };
  const server = express()
    .use(aiCardRoute(() => card))
    .listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => server.once("listening", resolve));
    const get = (accept: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/ai-card`, { headers: { accept } });
    expect(await (await get("text/html")).text()).toContain("&lt;b&gt;a program");
    expect(await (await get("text/markdown")).text()).toContain("- **It is:** <b>a program</b>");
    expect(await (await get("application/json")).json()).toEqual(card);
    expect((await get("image/png")).status).toBe(200);
  } finally {
    server.close();
  }
});

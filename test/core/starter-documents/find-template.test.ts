import { beforeAll, describe, expect, it } from "vitest";
import { findTemplate } from "../../../src/core/starter-documents/find-template.js";
import type { StarterTemplate } from "../../../src/core/starter-documents/template.js";
import { openTemplates } from "./product-templates.js";

let templates: readonly StarterTemplate[];
beforeAll(async () => {
  ({ templates } = await openTemplates());
});

describe("finding a starter document", () => {
  it("knows each by its id, its title and its other names, in any case", () => {
    for (const template of templates)
      for (const name of [template.id, template.title, template.title.toUpperCase(), ...template.names])
        expect(findTemplate(templates, name)?.id).toBe(template.id);
  });

  it.each([
    ["the AI policy template, please", "ai-policy"],
    ["ai polcy", "ai-policy"],
    ["inventroy", "ai-system-inventory"],
    ["for supplier review", "supplier-review"],
    ["minutes", "management-review-minutes"],
    ["notice", "transparency-notice"],
    ["impact assessment form", "impact-assessment"],
  ])("takes %s for %s", (typed, id) => {
    expect(findTemplate(templates, typed)?.id).toBe(id);
  });

  it.each(["", "  ", "the", "template", "ai", "xyz", "a", "procedure", "pizza"])("finds none for %j", (typed) => {
    expect(findTemplate(templates, typed)).toBeUndefined();
  });
});

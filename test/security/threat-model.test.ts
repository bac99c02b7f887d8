import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";

const page = readFileSync(join(packageRoot(), "docs/security.md"), "utf8");
const rows = [...page.matchAll(/^\| (T\d\d) \|.*\| `(test\/[^`]+)`(?: "(.+)")? \|$/gmu)].map(
  ([, id = "", file = "", title]) => ({ id, file, title }),
);
const folder = join(packageRoot(), "test/security");
const own = "test/security/";
const namesIn = (text: string): readonly string[] => [...text.matchAll(/"(T\d\d): /gu)].map(([, id = ""]) => id);

describe("the threat model in docs/security.md", () => {
  it("has its rows in order, each id once, and a test for each", () => {
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toHaveLength([...page.matchAll(/^\| T\d\d \|/gmu)].length);
    expect(ids.length).toBeGreaterThan(40);
  });

  it.each(rows)("$id is shown by the test that its row names", ({ id, file, title }) => {
    const text = readFileSync(join(packageRoot(), file), "utf8");
    if (file.startsWith(own)) expect(namesIn(text)).toContain(id);
    else expect(text).toContain(`"${title ?? "no title"}"`);
  });

  it("has a row for every test of a threat, that names its file", () => {
    const tested = readdirSync(folder)
      .filter((name) => name.endsWith(".test.ts") && name !== "threat-model.test.ts")
      .flatMap((name) =>
        [...new Set(namesIn(readFileSync(join(folder, name), "utf8")))].map((id) => `${id} ${own}${name}`),
      );
    const named = rows.filter(({ file }) => file.startsWith(own)).map(({ id, file }) => `${id} ${file}`);
    expect(tested.toSorted()).toEqual(named.toSorted());
  });
});

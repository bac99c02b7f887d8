import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { temporaryFolder } from "../builders/world.js";

const run = (script: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(packageRoot(), "scripts", script), ...args], { encoding: "utf8" });

async function checkLock(
  packages: Record<string, Record<string, unknown>>,
): Promise<{ status: number | null; said: string }> {
  const path = join(await temporaryFolder(), "lock.json");
  await writeFile(path, JSON.stringify({ packages: { "": {}, ...packages } }));
  const { status, stderr } = run("check-packages.mjs", "--lock", path);
  return { status, said: stderr };
}

describe("the packages that come along", () => {
  it("T41: are under licenses of the list, and none the program runs on is deprecated", () => {
    const { status, stderr } = run("check-packages.mjs");
    expect([status, stderr]).toEqual([0, ""]);
  });

  it.each([
    ["another license", { license: "GPL-3.0-only" }, /one@1.0.0 is under GPL-3.0-only/],
    ["one of two that both hold", { license: "MIT AND AGPL-3.0-only" }, /AGPL/],
    ["a text that is no SPDX expression", { license: "SEE LICENSE IN license.txt" }, /SEE LICENSE/],
    ["none named", {}, /one@1.0.0 names no license/],
    ["a package that was given up", { license: "MIT", deprecated: "use two" }, /one@1.0.0 is deprecated: use two/],
  ])("T41: stop the build with %s", async (_what, fields, said) => {
    const checked = await checkLock({ "node_modules/one": { version: "1.0.0", ...fields } });
    expect(checked.status).toBe(1);
    expect(checked.said).toMatch(said);
  });

  it("T41: may offer a choice of which one is on the list, and be given up where only we build with them", async () => {
    const checked = await checkLock({
      "node_modules/one": { version: "1.0.0", license: "(GPL-3.0-only OR MIT)" },
      "node_modules/two": { version: "1.0.0", license: "MIT", deprecated: "use three", dev: true },
    });
    expect([checked.status, checked.said]).toEqual([0, ""]);
  });

  it("T42: are in the SBOM, and one that is missing there is found", async () => {
    const out = join(await temporaryFolder(), "sbom.json");
    expect(run("sbom.mjs", "--out", out).status).toBe(0);
    const sbom = JSON.parse(await readFile(out, "utf8")) as { components: { name: string }[] };
    const components = sbom.components.filter(({ name }) => name !== "zod");
    expect(components.length).toBeLessThan(sbom.components.length);
    await writeFile(out, JSON.stringify({ ...sbom, components }));
    const { status, stderr } = run("sbom.mjs", "--from", out);
    expect(status).toBe(1);
    expect(stderr).toContain("zod@");
  });
});

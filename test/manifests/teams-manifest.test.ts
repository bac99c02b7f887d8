import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { AppManifestUtils } from "@microsoft/app-manifest";
import type { TeamsManifestV1D12 } from "@microsoft/app-manifest";
import { Resvg } from "@resvg/resvg-js";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { draftReplyCommand } from "../../src/doors/msteams/extension.js";
import { openWorld, person, temporaryFolder } from "../builders/world.js";

type Manifest = TeamsManifestV1D12.TeamsManifestV1D12;

const appId = "11111111-2222-3333-4444-555555555555";
const script = fileURLToPath(new URL("../../scripts/manifest-teams.mjs", import.meta.url));

async function write(...more: string[]): Promise<Record<string, Uint8Array>> {
  const out = join(await temporaryFolder(), "app.zip");
  await promisify(execFile)(process.execPath, [
    script,
    ...["--app-id", appId, "--domain", "bot.example.com", "--out", out, ...more],
  ]);
  return unzipSync(await readFile(out));
}
const manifestOf = (files: Record<string, Uint8Array>): Manifest =>
  JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())) as Manifest;

let files: Record<string, Uint8Array>;
let manifest: Manifest;
beforeAll(async () => {
  files = await write();
  manifest = manifestOf(files);
});

/** The color and opacity of each pixel of an icon. */
function pixelsOf(png: Uint8Array | undefined): { width: number; height: number; pixels: number[][] } {
  const address = `data:image/png;base64,${Buffer.from(png ?? []).toString("base64")}`;
  const width = Buffer.from(png ?? []).readUInt32BE(16);
  const height = Buffer.from(png ?? []).readUInt32BE(20);
  const size = `width="${String(width)}" height="${String(height)}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><image href="${address}" ${size}/></svg>`;
  const bytes = new Resvg(svg).render().pixels;
  const pixels = Array.from({ length: bytes.length / 4 }, (_none, index) => [
    ...bytes.subarray(index * 4, index * 4 + 4),
  ]);
  return { width, height, pixels };
}

describe("the Teams package", () => {
  it("holds the manifest and its two icons, and nothing to fill in", () => {
    expect(Object.keys(files).toSorted()).toEqual(["color.png", "manifest.json", "outline.png"]);
    expect(strFromU8(files["manifest.json"] ?? new Uint8Array())).not.toContain("{{");
  });

  it("is valid by Microsoft's own check, on the schema that its package brings", async () => {
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
    expect(await AppManifestUtils.validateAgainstSchema({ ...manifest, accentColor: "teal" })).not.toEqual([]);
  });

  it("says its version once: the schema is the manifest version's", () => {
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
  });

  it("names no domain, since it shows no page inside Teams", () => {
    expect(manifest.validDomains).toEqual([]);
    expect(manifest).not.toHaveProperty("staticTabs");
    expect(manifest).not.toHaveProperty("webApplicationInfo");
  });

  it("has its bot and its message action under the one app id", () => {
    expect(manifest.bots?.map(({ botId }) => botId)).toEqual([appId]);
    expect(manifest.composeExtensions?.map(({ botId }) => botId)).toEqual([appId]);
    const commands = manifest.composeExtensions?.flatMap((extension) => extension.commands) ?? [];
    expect(commands.map(({ id }) => id)).toContain(draftReplyCommand);
  });

  it("offers at most ten commands a scope, once each, and the bot understands every one", async () => {
    const world = await openWorld();
    for (const { commands } of manifest.bots?.[0]?.commandLists ?? []) {
      const titles = commands.map(({ title }) => title);
      expect(titles.length).toBeLessThanOrEqual(10);
      expect(new Set(titles).size).toBe(titles.length);
      for (const title of titles) {
        const reply = await world.talk(person("Ana")).say(title);
        expect(reply.blocks.length, title).toBeGreaterThan(0);
        expect(reply.refused, title).not.toBe(true);
      }
    }
    await world.close();
  });

  it("leads to https addresses, those of the bot unless others are given", async () => {
    expect(manifest.developer.privacyUrl).toBe("https://bot.example.com/privacy");
    expect(manifest.developer.termsOfUseUrl).toBe("https://bot.example.com/terms");
    const own = manifestOf(
      await write("--privacy", "https://firm.example/privacy", "--developer", 'Firm "A" GmbH'),
    ).developer;
    expect(own).toMatchObject({ name: 'Firm "A" GmbH', privacyUrl: "https://firm.example/privacy" });
  });

  it.each([
    ["--privacy", "http://firm.example/privacy"],
    ["--terms", "firm.example"],
    ["--developer", "x".repeat(33)],
    ["--domain", "not a domain"],
  ])("is not written with %s %s", async (option, value) => {
    await expect(write(option, value)).rejects.toThrow(/not usable|Give the bot's app id and domain/);
  });

  it("is the same file for the same input", async () => {
    expect(await write()).toEqual(files);
  });
});

describe("the icons of the Teams package", () => {
  it("in color: 192 by 192 pixels, on a solid square", () => {
    const { width, height, pixels } = pixelsOf(files["color.png"]);
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every(([, , , opacity]) => opacity === 255)).toBe(true);
  });

  it("in outline: 32 by 32 pixels, white and nothing else on nothing", () => {
    const { width, height, pixels } = pixelsOf(files["outline.png"]);
    expect([width, height]).toEqual([32, 32]);
    const seen = pixels.filter(([, , , opacity]) => opacity !== 0);
    expect(seen.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.length).toBeLessThan(pixels.length);
  });
});

// Writes the installable Teams package: `npm run manifest:teams -- --app-id <id> --domain bot.example.com [--out file.zip]`
// With `--developer "Your firm"`, `--privacy <https address>` and `--terms <https address>` for a listing of your own.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";

const { values } = parseArgs({
  options: {
    "app-id": { type: "string" },
    domain: { type: "string" },
    developer: { type: "string", default: "ISO 42001 advisor" },
    privacy: { type: "string" },
    terms: { type: "string" },
    out: { type: "string", default: "build/iso42001-advisor-teams.zip" },
  },
});
const appId = values["app-id"] ?? "";
const domain = values.domain ?? "";
if (
  !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId) ||
  !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i.test(domain)
) {
  process.stderr.write(
    "Give the bot's app id and domain: npm run manifest:teams -- --app-id 00000000-0000-0000-0000-000000000000 --domain bot.example.com\n",
  );
  process.exit(1);
}
const privacy = values.privacy ?? `https://${domain}/privacy`;
const terms = values.terms ?? `https://${domain}/terms`;
for (const [name, address] of Object.entries({ privacy, terms })) {
  if (URL.canParse(address) && new URL(address).protocol === "https:") continue;
  process.stderr.write(`--${name} is not usable: give an https address.\n`);
  process.exit(1);
}
if (values.developer.length < 1 || values.developer.length > 32) {
  process.stderr.write("--developer is not usable: Teams takes 1 to 32 characters.\n");
  process.exit(1);
}
const fillings = { APP_ID: appId, DOMAIN: domain, DEVELOPER: values.developer, PRIVACY: privacy, TERMS: terms };
const folder = new URL("../manifests/teams/", import.meta.url);
// As JSON text, so that no value can end the string it stands in.
const manifest = (await readFile(new URL("manifest.json", folder), "utf8")).replace(
  /\{\{([A-Z_]+)\}\}/g,
  (whole, name) => (name in fillings ? JSON.stringify(fillings[name]).slice(1, -1) : whole),
);
const files = {
  "manifest.json": new TextEncoder().encode(manifest),
  "color.png": new Uint8Array(await readFile(new URL("color.png", folder))),
  "outline.png": new Uint8Array(await readFile(new URL("outline.png", folder))),
};
await mkdir(dirname(values.out), { recursive: true });
// A fixed date, so that the same input gives the same file.
await writeFile(values.out, zipSync(files, { mtime: new Date("2026-01-01T00:00:00") }));
process.stdout.write(`${values.out}\n`);

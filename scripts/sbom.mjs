// Writes the list of all packages the program runs on, as a CycloneDX SBOM: `npm run sbom`. With --out <file>: there; with
// --from <file>: checks that list instead of making one. Fails when a package of the lock file is missing in it.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: { out: { type: "string", default: `${root}sbom.cdx.json` }, from: { type: "string" } },
});

const lock = JSON.parse(await readFile(`${root}package-lock.json`, "utf8"));
const nameAt = (path, { name, version }) =>
  `${name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)}@${version}`;
const packages = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);
const shipped = new Set(packages.map(([path, one]) => nameAt(path, one)));
/** What every machine has; optional ones are for one processor or another. */
const needed = new Set(packages.filter(([, one]) => !one.optional).map(([path, one]) => nameAt(path, one)));
const idOf = ({ group, name, version }) => `${group ? `${group}/` : ""}${name}@${version}`;

/** npm's own `--omit dev` leaves packages out that are needed for building as well, so what only builds is taken out here. */
function make() {
  const text = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 50_000_000,
  });
  const whole = JSON.parse(text);
  const components = whole.components.filter((component) => shipped.has(idOf(component)));
  const refs = new Set([...components, whole.metadata.component].map((component) => component["bom-ref"]));
  const dependencies = whole.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  return { ...whole, components, dependencies };
}

const sbom = values.from === undefined ? make() : JSON.parse(await readFile(values.from, "utf8"));
const listed = new Set((sbom.components ?? []).map(idOf));
const missing = [...needed].filter((id) => !listed.has(id));
if (sbom.bomFormat !== "CycloneDX" || missing.length > 0) {
  process.stderr.write(`The SBOM is not whole. Missing: ${missing.join(", ") || "its format"}.\n`);
  process.exitCode = 1;
} else {
  if (values.from === undefined) await writeFile(values.out, `${JSON.stringify(sbom, undefined, 2)}\n`);
  process.stdout.write(`${listed.size} packages listed, all ${needed.size} that every machine needs among them.\n`);
}

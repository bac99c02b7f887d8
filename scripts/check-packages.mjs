// Checks what the lock file brings in: `npm run check:packages`. Every license is one we may hand on, and no package that
// the program runs on is given up by its maintainers. With --lock <file>: another lock file.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

/** SPDX ids of licenses that let a program under MIT be handed on with the package in it. MPL-2.0: as long as its files stay as they are. */
const allowed = new Set([
  ...["MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "Apache-2.0", "Unlicense"],
  ...["CC0-1.0", "Python-2.0", "OFL-1.1", "MPL-2.0"],
]);

/** Packages whose license stands in a file of theirs and not in their package.json; read by us, for this version alone. */
const readByUs = new Map([
  ["limiter@1.1.5", "MIT"],
  ["png-js@2.0.0", "MIT"],
]);

/** All parts of an `AND` must be allowed, one part of an `OR`. Anything else is not understood, and so not allowed. */
function isAllowed(expression) {
  const plain = expression.replaceAll(/[()]/g, " ").trim();
  if (plain.includes(" OR ")) return plain.split(/\s+OR\s+/).some((part) => isAllowed(part));
  return plain.split(/\s+AND\s+/).every((id) => allowed.has(id));
}

const { values } = parseArgs({ options: { lock: { type: "string" } } });
const lock = JSON.parse(await readFile(values.lock ?? new URL("../package-lock.json", import.meta.url), "utf8"));
const findings = [];
let checked = 0;
for (const [path, { name, version, license, dev, deprecated }] of Object.entries(lock.packages)) {
  if (path === "") continue;
  checked += 1;
  const id = `${name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)}@${version}`;
  const known = license ?? readByUs.get(id);
  if (known === undefined) findings.push(`${id} names no license: read it, then add it to scripts/check-packages.mjs.`);
  else if (!isAllowed(known)) findings.push(`${id} is under ${known}, which is not on the list of allowed licenses.`);
  if (deprecated !== undefined && dev !== true) findings.push(`${id} is deprecated: ${deprecated}`);
}
for (const finding of findings) process.stderr.write(`${finding}\n`);
if (findings.length > 0) process.exitCode = 1;
else
  process.stdout.write(`${checked} packages: every license is allowed, and none the program runs on is deprecated.\n`);

// Keeps an installation with a higher and higher token; prints each token only after it was acknowledged. Needs `npm run build`.
import { createLog } from "../../dist/log.js";
import { createSealer } from "../../dist/secrets/sealer.js";
import { openFileInstallations } from "../../dist/stores/files/open-file-installations.js";

const [folder, key] = process.argv.slice(2);
const sealer = createSealer({ current: Buffer.from(key, "base64"), old: undefined });
const store = await openFileInstallations({ folder, sealer, log: createLog("silent") });
const before = await store.find("T1");
for (let token = Number(before?.details.token ?? 0) + 1; ; token += 1) {
  await store.change("T1", () => ({ kind: "installed", installedAt: "now", details: { token: String(token) } }));
  process.stdout.write(`${token}\n`);
}

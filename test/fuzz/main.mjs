// Puts hostile input to every entrance. harness.ts says what is held to.
//   npm run fuzz                                       some hundred inputs an entrance
//   npm run fuzz:nightly                               more than 100,000 in all
//   npm run fuzz -- --only control-socket --seed 1234  one entrance, and the numbers its inputs are drawn by
//   npm run fuzz -- --only slack --inputs 5000         as many as you like
// Run after `npm run build`. Ends with 1 when something does not hold.
import { fileURLToPath } from "node:url";
import { createServer, runnerImport } from "vite";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const args = process.argv.slice(2);

if (process.send) {
  // The program loads parts of itself as it goes: what compiles them has to stay.
  const server = await createServer({
    root: here("../.."),
    configFile: false,
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  const { runChild } = await server.ssrLoadModule(here("child.ts"));
  await runChild(args);
} else {
  const { module } = await runnerImport(here("harness.ts"), { configFile: false, logLevel: "error" });
  process.exitCode = await module.runHarness(args);
}

// Runs the program as a process, breaks one thing after another around it, and looks whether anything was lost.
//   npm run faults                                   every kind once
//   npm run faults:nightly                           200 runs
//   npm run faults -- --only kill --seed 1234        one kind, and the numbers it was drawn by
// Run after `npm run build`. README.md here says what is held to and how. Ends with 1 when something does not hold.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("harness.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
process.exitCode = await module.runHarness(process.argv.slice(2));

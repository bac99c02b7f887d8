// What `npm pack` makes must install and run in an empty folder elsewhere: `npm run check:package`. Needs the npm registry.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = fileURLToPath(new URL("..", import.meta.url));
const elsewhere = await mkdtemp(join(tmpdir(), "iso42001-package-"));
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")));
const inElsewhere = { cwd: elsewhere, env: environment, maxBuffer: 10_000_000 };

try {
  // The build has been made by now: `prepare` would only make it again.
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", elsewhere], {
    cwd: here,
    maxBuffer: 10_000_000,
  });
  const [packed] = JSON.parse(stdout);
  await run("npm", ["init", "-y"], inElsewhere);
  await run("npm", ["install", "--no-audit", "--no-fund", `./${packed.filename}`], inElsewhere);

  const began = performance.now();
  const answer = JSON.parse(
    (await run("npx", ["iso42001", "ask", "--json", "How much does it cost?"], inElsewhere)).stdout,
  );
  if (answer.kind !== "answer" || answer.topic !== "cost") throw new Error("The installed program answers wrongly.");
  const firstAnswerMs = Math.round(performance.now() - began);

  // Not by npx, which ends before the program has: its folder is removed after it.
  const program = spawn(join(elsewhere, "node_modules/.bin/iso42001"), ["start"], {
    ...inElsewhere,
    env: { ...environment, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  program.stdout.on("data", (bytes) => (said += bytes));
  try {
    const address = await waitFor(() => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]);
    for (const path of ["/healthz", "/readyz", "/"]) {
      const response = await fetch(new URL(path, address));
      if (!response.ok) throw new Error(`${path} of the installed program says ${String(response.status)}.`);
    }
  } finally {
    program.kill("SIGTERM");
    await once(program, "exit");
  }
  process.stdout.write(
    `package: ${String(packed.entryCount)} files, ${(packed.size / 1e6).toFixed(1)} MB packed, ${(packed.unpackedSize / 1e6).toFixed(1)} MB unpacked; installed, answered (first answer ${String(firstAnswerMs)} ms), started.\n`,
  );
} finally {
  await rm(elsewhere, { recursive: true, force: true });
}

/** Polls for up to half a minute. */
async function waitFor(look) {
  for (let tries = 0; tries < 300; tries++) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The installed program did not start.");
}

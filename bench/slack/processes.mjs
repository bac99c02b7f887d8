// Starts what is measured, each as a process of its own, and reads what it used.
import { fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const fileBeside = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The stand-in Slack; `onPosted` is told of every message. */
export async function startSlack(latencyMs, onPosted) {
  const child = fork(fileBeside("standin.mjs"), [String(latencyMs)]);
  const waiting = [];
  const port = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the stand-in Slack ended (${code})`)));
    child.on("message", (told) => {
      if (told.kind === "ready") resolve(told.port);
      else if (told.kind === "posted") onPosted(told);
      else waiting.shift()?.(told.calls);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/api/`,
    /** How often each method was called, by `token method`. */
    calls: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        child.send("calls");
      }),
    stop: () => child.disconnect(),
  };
}

/** The advisor, as `npm start` runs it; with a folder for its processor profile if there is one. */
export const startOurs = (settings, profile) =>
  startApp(
    [
      ...(profile === "" ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`]),
      fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url)),
      "start",
    ],
    settings,
  );

export const startBare = (settings) => startApp([fileBeside("bare-app.mjs")], settings);

/** Runs until its port is open; `faults` are the lines it wrote to standard error. */
async function startApp(args, settings) {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    cwd: settings.DATA_DIR,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Nothing is left running should this process fail.
  process.once("exit", () => child.kill("SIGKILL"));
  const faults = [];
  child.stderr.setEncoding("utf8").on("data", (text) => faults.push(text));
  const port = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`it ended (${code}) before it was ready: ${faults.join("")}`)));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      const found = /on port (\d+)/.exec(text)?.[1];
      if (found) resolve(Number(found));
    });
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    port,
    faults,
    used: () => usedBy(child.pid),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Processor time so far and memory, from Linux; NaN elsewhere. */
function usedBy(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [user, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const megabytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    // The kernel counts hundredths of a second.
    return { cpuSeconds: (Number(user) + Number(system)) / 100, rssMb: megabytes("VmRSS"), peakMb: megabytes("VmHWM") };
  } catch {
    return { cpuSeconds: NaN, rssMb: NaN, peakMb: NaN };
  }
}

import { execFile, spawn } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { connect } from "node:net";
import { promisify } from "node:util";
import { aMoment, comesTrue, pause, writesFailed } from "../fault.js";
import type { Fault } from "../fault.js";
import type { Stage } from "../stage.js";

const run = promisify(execFile);

/** Stops it dead for some seconds, as a machine that is put to sleep does. */
async function suspend(stage: Stage): Promise<string | undefined> {
  const { child, random } = stage;
  await aMoment(stage);
  const { pid } = child;
  if (pid === undefined) return undefined;
  process.kill(pid, "SIGSTOP");
  const isSilent = (await child.asks("/healthz", 1_000)) === undefined;
  await pause(2_000 + random() * 4_000);
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8");
  process.kill(pid, "SIGCONT");
  return isSilent && / T /.test(stat.slice(stat.lastIndexOf(")"))) ? "it stood still, and answered nothing" : undefined;
}

/** Nanoseconds that its main thread waited for a processor. */
const waitedNs = async (pid: number): Promise<number> =>
  Number((await readFile(`/proc/${String(pid)}/schedstat`, "utf8")).split(" ")[1]);

/** Gives everybody else's work the processors first. */
async function starve(stage: Stage): Promise<string | undefined> {
  const { child, random } = stage;
  await aMoment(stage, 1_000);
  const { pid } = child;
  if (pid === undefined) return undefined;
  const before = await waitedNs(pid);
  await run("renice", ["-n", "19", "-p", String(pid)]);
  const hogs = [1, 2, 3, 4].map(() => spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
  await pause(3_000 + random() * 2_000);
  for (const hog of hogs) hog.kill("SIGKILL");
  const waitedMs = Math.round(((await waitedNs(pid)) - before) / 1e6);
  return waitedMs > 200 ? `it waited ${String(waitedMs)} ms for a processor` : undefined;
}

/** Leaves it hardly a file or connection to open. */
async function takeDescriptors(stage: Stage): Promise<string | undefined> {
  const { child, random } = stage;
  await aMoment(stage, 1_500);
  const { pid } = child;
  if (pid === undefined) return undefined;
  const limit = async (soft: number): Promise<void> => {
    await run("prlimit", ["--pid", String(pid), `--nofile=${String(soft)}:`]);
  };
  const isOut = (): number =>
    writesFailed(stage) + child.logged((line) => JSON.stringify(line).includes("EMFILE")).length;
  const open = (await readdir(`/proc/${String(pid)}/fd`)).length;
  await limit(open);
  // What it has to spare is taken by others.
  const takers = Array.from({ length: 30 }, () => connect(Number(new URL(child.url).port), "127.0.0.1"));
  for (const taker of takers) taker.on("error", () => taker.destroy());
  await comesTrue(() => isOut() > 0, 20_000);
  await pause(1_000 + random() * 2_000);
  await limit(1_024);
  for (const taker of takers) taker.destroy();
  const times = isOut();
  return times > 0 ? `${String(times)} times there was none left` : undefined;
}

/** Many connect, and send nothing or one letter at a time. */
async function dawdle(stage: Stage): Promise<string | undefined> {
  const { child } = stage;
  await aMoment(stage, 500);
  const port = Number(new URL(child.url).port);
  let connected = 0;
  const sockets = Array.from({ length: 300 }, () => {
    const socket = connect(port, "127.0.0.1", () => (connected += 1));
    socket.on("error", () => socket.destroy());
    return socket;
  });
  await comesTrue(() => connected === sockets.length);
  const head =
    "POST /slack/events HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";
  const from = Date.now();
  for (let at = 0; Date.now() - from < 5_000; at += 1) {
    for (const [index, socket] of sockets.entries()) if (index % 3 > 0) socket.write(head[at % head.length] ?? " ");
    await pause(60);
  }
  const open = sockets.filter((socket) => !socket.destroyed).length;
  for (const socket of sockets) socket.destroy();
  return connected === sockets.length
    ? `${String(connected)} connections, ${String(open)} of them to the end`
    : undefined;
}

/** Whoever reads its log is gone. */
async function closeLog(stage: Stage): Promise<string | undefined> {
  const { child, slack } = stage;
  await aMoment(stage);
  const { pid } = child;
  child.process?.stderr?.destroy();
  child.process?.stdout?.destroy();
  // A repeated event is a line in the log.
  const before = slack.habits.repeats;
  slack.habits.copies = 3;
  await comesTrue(() => slack.habits.repeats > before + 4 || child.pid !== pid, 30_000);
  slack.habits.copies = 1;
  await pause(500);
  return slack.habits.repeats > before + 4 || child.pid !== pid
    ? "its log had no reader, and it had something to say"
    : undefined;
}

export const machine: readonly Fault[] = [
  { name: "suspended", strike: suspend },
  { name: "starved of processors", strike: starve },
  { name: "out of descriptors", strike: takeDescriptors },
  { name: "connections that dawdle", strike: dawdle },
  { name: "log without a reader", strike: closeLog },
];

// Does the program acknowledge Slack fast enough, and keep up, beside a bare Bolt app that echoes, in the same run?
//
//   npm run bench:slack -- [--seconds 60] [--rate 100] [--users 500] [--latency 300] [--turns 3] [--turn-seconds 10] [--waiting 500]
//
// See README.md here for what is measured and how. Run after `npm run build`. Ends with 1 when a bar is missed.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { percentile } from "../retrieval/measures.mjs";
import { Conversations } from "./conversations.mjs";
import { createSender, learnAnswers, onSchedule, withWaiting } from "./load.mjs";
import { startBare, startOurs, startSlack } from "./processes.mjs";

const bars = { ackP99Ms: 100, ratio: 0.8, answeredWithinMs: 5_000 };
const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({
  options: {
    seconds: text("60"),
    rate: text("100"),
    users: text("500"),
    latency: text("300"),
    turns: text("3"),
    "turn-seconds": text("10"),
    waiting: text("500"),
    /** A folder for a processor profile of the program. */
    profile: text(""),
  },
});
const [seconds, rate, users, latencyMs, turns, turnSeconds, inFlight] = [
  values.seconds,
  values.rate,
  values.users,
  values.latency,
  values.turns,
  values["turn-seconds"],
  values.waiting,
].map(Number);
const secret = "bench-signing-secret";
const questions = (await readFile(new URL("questions.txt", import.meta.url), "utf8")).trim().split("\n");
const folder = await mkdtemp(join(tmpdir(), "iso42001-slack-"));

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, load before ${loadavg()[0].toFixed(2)}; ` +
    `Web API answers in ${latencyMs} ms; ${users} people in ${users} direct messages; ${questions.length} questions`,
);

const byToken = new Map();
const slack = await startSlack(latencyMs, (posted) => byToken.get(posted.token)?.onPosted(posted));
const sides = [];
try {
  for (const [name, start] of [
    ["ours", (settings) => startOurs(settings, values.profile)],
    ["bare", startBare],
  ]) {
    const token = `xoxb-${name}`;
    const conversations = new Conversations();
    byToken.set(token, conversations);
    const app = await start({
      DATA_DIR: folder,
      HOST: "127.0.0.1",
      PORT: "0",
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: token,
      SLACK_SIGNING_SECRET: secret,
    });
    const sender = createSender({ port: app.port, secret, users, questions, conversations });
    sides.push({ name, token, app, sender, conversations, rates: [], misplaced: 0, missing: 0 });
    await learnAnswers(sender, questions, conversations);
  }
  const [ours, bare] = sides;
  for (const side of sides) await tellSchedule(side);
  console.log(
    `\n${inFlight} people waiting for their answer at any time, who ask again once it is there; answers a second:`,
  );
  for (let turn = 0; turn < turns; turn += 1) {
    for (const side of sides) {
      const before = side.app.used();
      const found = await withWaiting(side.sender, side.conversations, { inFlight, seconds: turnSeconds });
      side.rates.push(found.eventsASecond);
      side.misplaced += found.misplaced;
      side.missing += found.missing;
      const busy = (side.app.used().cpuSeconds - before.cpuSeconds) / turnSeconds;
      console.log(
        `  ${side.name}  ${found.eventsASecond.toFixed(0).padStart(5)}   (${(busy * 100).toFixed(0)} % of a core)`,
      );
    }
  }
  await tellCalls();
  tellBars(ours, bare);
} finally {
  for (const side of sides) {
    side.sender.close();
    await side.app.stop();
  }
  slack.stop();
  await rm(folder, { recursive: true, force: true });
}

async function tellSchedule(side) {
  const before = side.app.used();
  const found = await onSchedule(side.sender, side.conversations, { rate, seconds });
  const after = side.app.used();
  side.scheduled = found;
  side.misplaced += found.misplaced;
  side.missing += found.missing;
  const spread = (times) =>
    [0.5, 0.9, 0.99, 1]
      .map((share) => `p${share * 100} ${percentile(times, share).toFixed(1)}`)
      .join(", ")
      .replace("p100", "max");
  console.log(
    `\n${side.name}: ${rate} events a second for ${seconds} s, on schedule (${side.conversations.distinctAnswers} different answers)
  sent ${found.sent}, acknowledged ${found.latencies.length}, failed ${found.failed}
  acknowledged after, ms   ${spread(found.latencies)}
  answered after, ms       ${spread(found.answerTimes)}
  answered ${found.answered}, never ${found.missing}, wrong, misplaced or twice ${found.misplaced}; the last ${(found.lastAnswerAfterEndMs / 1000).toFixed(2)} s after the end
  answers a second ${found.eventsASecond.toFixed(1)}
  processor ${(after.cpuSeconds - before.cpuSeconds).toFixed(1)} s (${(((after.cpuSeconds - before.cpuSeconds) * 1000) / found.sent).toFixed(2)} ms an event), memory ${after.rssMb.toFixed(0)} MB, at most ${after.peakMb.toFixed(0)} MB; lines of faults ${side.app.faults.length}`,
  );
}

async function tellCalls() {
  const calls = await slack.calls();
  console.log("\ncalls of the Web API in all:");
  for (const [key, count] of Object.entries(calls)) console.log(`  ${key.replace("xoxb-", "").padEnd(24)} ${count}`);
}

function tellBars(ours, bare) {
  const median = (list) =>
    percentile(
      [...list].sort((a, b) => a - b),
      0.5,
    );
  const fixed = ours.scheduled.eventsASecond / bare.scheduled.eventsASecond;
  const sustained = median(ours.rates) / median(bare.rates);
  const p99 = percentile(ours.scheduled.latencies, 0.99);
  const late = ours.scheduled.lastAnswerAfterEndMs;
  const { missing, misplaced, scheduled } = ours;
  console.log(
    `\nevents a second, ours / bare: ${fixed.toFixed(2)} on schedule (both get what is sent), ${sustained.toFixed(2)} sustained\n`,
  );
  const isAcked = scheduled.failed === 0 && p99 <= bars.ackP99Ms;
  tell(
    isAcked,
    `acknowledged within ${p99.toFixed(1)} ms (p99), ${scheduled.failed} failed; at most ${bars.ackP99Ms} ms`,
  );
  tell(
    sustained >= bars.ratio,
    `sustains ${sustained.toFixed(2)} of the bare app's events a second; at least ${bars.ratio}`,
  );
  tell(
    scheduled.missing === 0 && late <= bars.answeredWithinMs,
    `every question answered, the last ${(late / 1000).toFixed(2)} s after the end; ${scheduled.missing} never; at most ${bars.answeredWithinMs / 1000} s`,
  );
  tell(
    missing === 0 && misplaced === 0,
    `each answer is the question's own, in its direct message, once; ${misplaced} are not, ${missing} are missing`,
  );
}

function tell(isMet, sentence) {
  console.log(`${isMet ? "PASS" : "FAIL"}  ${sentence}`);
  if (!isMet) process.exitCode = 1;
}

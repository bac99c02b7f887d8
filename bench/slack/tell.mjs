// The figures of a run as lines, and the bars they are held to.
import { percentile } from "../retrieval/measures.mjs";

/** Issue 6, "Acknowledgement". */
const bars = { ackP99Ms: 100, ratio: 0.8, answeredWithinMs: 5_000 };
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

const spread = (times) =>
  [
    ["p50", 0.5],
    ["p90", 0.9],
    ["p99", 0.99],
    ["max", 1],
  ]
    .map(([name, share]) => `${name} ${percentile(times, share).toFixed(1)}`)
    .join(", ");

export function tellSchedule({ name, scheduled: found, app, sender, conversations }, { rate, seconds: planned }) {
  const { cpuSeconds, used } = found;
  console.log(`
${name}: ${rate} events a second for ${planned} s, on schedule; ${conversations.distinctAnswers} different answers
  sent ${found.sent}, acknowledged ${found.latencies.length}, failed ${found.failed}; sent a second time: ${again(sender.faults)}
  acknowledged after, ms   ${spread(found.latencies)}
  answered after, ms       ${spread(found.answerTimes)}
  answered ${found.answered}, never ${found.missing}, wrong, misplaced or twice ${found.misplaced}; the last ${seconds(found.lastAnswerAfterEndMs)} after the end
  answers a second         ${found.eventsASecond.toFixed(1)}
  processor ${cpuSeconds.toFixed(1)} s (${((cpuSeconds * 1000) / found.sent).toFixed(2)} ms an event); memory ${used.rssMb.toFixed(0)} MB, at most ${used.peakMb.toFixed(0)} MB; written to standard error: ${app.faults.length} times`);
}

const again = (faults) =>
  faults.size === 0 ? "none" : [...faults].map(([why, count]) => `${count} × ${why}`).join(", ");

export function tellTurn({ name }, { eventsASecond, cpuSeconds, used }, turnSeconds) {
  const busy = ((cpuSeconds / turnSeconds) * 100).toFixed(0);
  console.log(
    `  ${name}  ${eventsASecond.toFixed(0).padStart(5)}   (${busy.padStart(3)} % of a core, ${((cpuSeconds * 1000) / (eventsASecond * turnSeconds)).toFixed(2)} ms an answer, ${used.rssMb.toFixed(0)} MB)`,
  );
}

export function tellCalls(calls) {
  console.log("\ncalls of the Web API in all:");
  for (const [key, count] of Object.entries(calls)) console.log(`  ${key.replace("xoxb-", "").padEnd(24)} ${count}`);
}

/** Sets the exit code to 1 when a bar is missed. */
export function tellBars(ours, bare) {
  const { scheduled } = ours;
  const fixed = scheduled.eventsASecond / bare.scheduled.eventsASecond;
  const sustained = median(ours.rates) / median(bare.rates);
  console.log(
    `\nevents a second, ours / bare: ${fixed.toFixed(2)} on schedule (where both get no more than is sent), ${sustained.toFixed(2)} sustained\n`,
  );
  const p99 = percentile(scheduled.latencies, 0.99);
  hold(
    scheduled.failed === 0 && p99 <= bars.ackP99Ms,
    `acknowledged within ${p99.toFixed(1)} ms (p99), ${scheduled.failed} failed; at most ${bars.ackP99Ms} ms`,
  );
  hold(
    Math.min(fixed, sustained) >= bars.ratio,
    `${fixed.toFixed(2)} and ${sustained.toFixed(2)} of the bare app's events a second; at least ${bars.ratio}`,
  );
  hold(
    scheduled.missing === 0 && scheduled.lastAnswerAfterEndMs <= bars.answeredWithinMs,
    `every question answered, the last ${seconds(scheduled.lastAnswerAfterEndMs)} after the end, ${scheduled.missing} never; at most ${seconds(bars.answeredWithinMs)}`,
  );
  hold(
    ours.misplaced === 0 && ours.missing === 0,
    `each answer is the question's own, in its direct message, once: ${ours.misplaced} are not, ${ours.missing} are missing`,
  );
}

const median = (list) =>
  percentile(
    [...list].sort((a, b) => a - b),
    0.5,
  );

function hold(isMet, sentence) {
  console.log(`${isMet ? "PASS" : "FAIL"}  ${sentence}`);
  if (!isMet) process.exitCode = 1;
}

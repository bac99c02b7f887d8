// Events on a schedule that waits for nobody, and as many as are answered.
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { messageEvent, signedHeaders } from "./event.mjs";

/** Sends events to one app over connections that stay open, as Slack's do. */
export function createSender({ port, secret, users, questions, conversations }) {
  const agent = new Agent({ keepAlive: true });
  const faults = new Map();
  let next = 0;
  /** The status; the error's code when there was none. */
  const send = (body, more = {}) =>
    new Promise((resolve) => {
      const options = { port, host: "127.0.0.1", path: "/slack/events", method: "POST", agent };
      const headers = { ...signedHeaders(body, secret), ...more };
      const sending = request({ ...options, headers }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode));
      });
      sending.on("error", (error) => resolve(error.code ?? error.name));
      sending.end(body);
    });
  /** As Slack does: what was not acknowledged comes a second time at once, under the same event id. */
  const deliver = async (body) => {
    const status = await send(body);
    if (status === 200) return true;
    faults.set(status, (faults.get(status) ?? 0) + 1);
    return (await send(body, { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_error" })) === 200;
  };
  /** One question in one direct message: whether it was acknowledged, and when it was answered. */
  const ask = (id, question) => {
    const channel = `D${id}`;
    const answer = conversations.ask(channel, question);
    return { answer, acked: deliver(messageEvent({ user: `U${id}`, channel, text: question })) };
  };
  /** The next person's question, all of them in turn; neighbors, and the same person next time, ask another. */
  const askNext = () => {
    const question = questions[(next + Math.floor(next / users)) % questions.length];
    const id = String(next % users).padStart(4, "0");
    next += 1;
    return ask(id, question);
  };
  return { ask, askNext, faults, close: () => agent.destroy() };
}

/** Asks every question once, each in a conversation of its own, to learn its answer. Also warms the app up. */
export async function learnAnswers(sender, questions, conversations) {
  await Promise.all(
    questions.map(async (question, index) => {
      conversations.learn(question, await sender.ask(`LEARN${index}`, question).answer);
    }),
  );
}

/** `rate` events a second for so many seconds, each at its time, whatever became of those before it. Times count from the schedule. */
export async function onSchedule(sender, conversations, { rate, seconds }) {
  conversations.begin();
  const latencies = [];
  const answerTimes = [];
  const pending = [];
  let failed = 0;
  const total = rate * seconds;
  const from = performance.now();
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - from) * rate) / 1000) + 1);
    for (; sent < due; sent += 1) {
      const scheduled = from + (sent * 1000) / rate;
      const { acked, answer } = sender.askNext();
      void answer.then(() => answerTimes.push(performance.now() - scheduled));
      pending.push(
        acked.then((isAcked) => {
          if (isAcked) latencies.push(performance.now() - scheduled);
          else failed += 1;
        }),
      );
    }
    await sleep(1);
  }
  await Promise.all(pending);
  const end = from + seconds * 1000;
  await allAnswered(conversations, 20_000);
  return {
    sent: total,
    failed,
    latencies: latencies.sort((a, b) => a - b),
    answerTimes: answerTimes.sort((a, b) => a - b),
    answered: conversations.answered,
    misplaced: conversations.misplaced,
    missing: conversations.waiting,
    lastAnswerAfterEndMs: Math.max(0, conversations.lastAnswerAt - end),
    eventsASecond: conversations.answered / Math.max(seconds, (conversations.lastAnswerAt - from) / 1000),
  };
}

/** So many people at a time, each asking again as soon as the answer is there; answers a second. */
export async function withWaiting(sender, conversations, { inFlight, seconds }) {
  conversations.begin();
  const until = performance.now() + seconds * 1000;
  let answered = 0;
  const one = async () => {
    while (performance.now() < until) {
      await sender.askNext().answer;
      if (performance.now() < until) answered += 1;
    }
  };
  await Promise.race([
    Promise.all(Array.from({ length: inFlight }, one)),
    sleep((seconds + 20) * 1000, undefined, { ref: false }),
  ]);
  return { eventsASecond: answered / seconds, misplaced: conversations.misplaced, missing: conversations.waiting };
}

async function allAnswered(conversations, withinMs) {
  const until = performance.now() + withinMs;
  while (conversations.waiting > 0 && performance.now() < until) await sleep(20);
  // A second answer to the same question would come about now.
  await sleep(500);
}

// Does the program acknowledge Slack fast enough, and keep up, beside a bare Bolt app that echoes, in the same run?
//
//   npm run bench:slack                                as the issue asks: 60 s, 100 events a second, about four minutes in all
//   npm run bench:slack -- --seconds 10 --turns 1      for a look; options.mjs has them all
//
// See README.md here for what is measured and how. Run after `npm run build`. Ends with 1 when a bar is missed.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Conversations } from "./conversations.mjs";
import { createSender, learnAnswers, onSchedule, withWaiting } from "./load.mjs";
import { readOptions } from "./options.mjs";
import { startBare, startOurs, startSlack } from "./processes.mjs";
import { tellBars, tellCalls, tellSchedule, tellTurn } from "./tell.mjs";

const options = readOptions();
const secret = "bench-signing-secret";
const questions = (await readFile(new URL("questions.txt", import.meta.url), "utf8")).trim().split("\n");
const folder = await mkdtemp(join(tmpdir(), "iso42001-slack-"));
const byToken = new Map();
const slack = await startSlack(options.latency, (posted) => byToken.get(posted.token)?.onPosted(posted));
const sides = [];

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, load before ${loadavg()[0].toFixed(2)}; the Web API answers in ${options.latency} ms; ${options.users} people in ${options.users} direct messages; ${questions.length} questions`,
);
try {
  const ours = await open("ours", (settings) => startOurs(settings, options.profile));
  const bare = await open("bare", startBare);
  for (const side of sides) {
    side.scheduled = await measured(side, () => onSchedule(side.sender, side.conversations, options));
    tellSchedule(side, options);
  }
  console.log(
    `\n${options.waiting} people waiting at any time, who ask again once they have their answer; answers a second:`,
  );
  for (let turn = 0; turn < options.turns; turn += 1) {
    for (const side of sides) {
      const found = await measured(side, () =>
        withWaiting(side.sender, side.conversations, { inFlight: options.waiting, seconds: options.turnSeconds }),
      );
      side.rates.push(found.eventsASecond);
      tellTurn(side, found, options.turnSeconds);
    }
  }
  tellCalls(await slack.calls());
  tellBars(ours, bare);
} finally {
  for (const { sender, app } of sides) {
    sender.close();
    await app.stop();
  }
  slack.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Starts one of the two, and learns what it says to each question. */
async function open(name, start) {
  const token = `xoxb-${name}`;
  const conversations = new Conversations();
  byToken.set(token, conversations);
  const app = await start({
    DATA_DIR: folder,
    HOST: "127.0.0.1",
    TURNS_PER_MINUTE: "1000000",
    PORT: "0",
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: token,
    SLACK_SIGNING_SECRET: secret,
  });
  const sender = createSender({ port: app.port, secret, users: options.users, questions, conversations });
  const side = { name, app, sender, conversations, rates: [], misplaced: 0, missing: 0 };
  sides.push(side);
  await learnAnswers(sender, questions, conversations);
  return side;
}

/** What a load found, with the processor time and the memory that it took. */
async function measured(side, load) {
  const before = side.app.used();
  const found = await load();
  const used = side.app.used();
  side.misplaced += found.misplaced;
  side.missing += found.missing;
  return { ...found, used, cpuSeconds: used.cpuSeconds - before.cpuSeconds };
}

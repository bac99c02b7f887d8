// Slack's Web API as a process of its own, as slow as told: every call takes its effect at once and is answered later.
// It tells its parent of each message when the answer leaves: whose token, which channel, and a digest of the text.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const latencyMs = Number(process.argv[2]);
const team = "TBENCH";
const calls = {};
let posted = 0;

const answers = {
  "auth.test": () => ({ user_id: "UBOT", bot_id: "BBOT", team_id: team, user: "bot", team: "Bench", bot: "bot" }),
  "users.info": (form) => {
    const id = form.get("user");
    return {
      user: { id, team_id: team, name: id.toLowerCase(), real_name: `Person ${id}`, tz: "Europe/Berlin", profile: {} },
    };
  },
  "chat.postMessage": (form) => {
    posted += 1;
    return { channel: form.get("channel"), ts: `${Math.floor(Date.now() / 1000)}.${String(posted).padStart(6, "0")}` };
  },
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const method = request.url.replace(/^\/api\//, "").replace(/\?.*$/, "");
    const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = answers[method];
    const key = `${token} ${method}`;
    calls[key] = (calls[key] ?? 0) + 1;
    const body = JSON.stringify(answer ? { ok: true, ...answer(form) } : { ok: false, error: "unknown_method" });
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json", "x-oauth-scopes": "chat:write,im:history" });
      response.end(body);
      if (method === "chat.postMessage")
        process.send({ kind: "posted", token, channel: form.get("channel"), digest: digestOf(form.get("text") ?? "") });
    }, latencyMs);
  });
});

const digestOf = (text) => createHash("sha1").update(text).digest("base64");

process.on("message", (asked) => {
  if (asked === "calls") process.send({ kind: "calls", calls });
});
process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", () => process.send({ kind: "ready", port: server.address().port }));

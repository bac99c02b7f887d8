import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** One part of a mail that is no container, decoded. */
export interface MailPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly MailPart[];
}

/** What the server does with the next mails; undefined: it takes them. */
export interface Refusal {
  readonly at: "connection" | "auth" | "recipient" | "data";
  /** A code of SMTP; `cut`: the connection ends there, after the whole mail where `at` is data; `silent`: no answer comes. */
  readonly how: number | "cut" | "silent";
}

export interface MailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  refusal: Refusal | undefined;
  close(): Promise<void>;
}

/** A real SMTP server on this machine; it asks for ana:secret where it asks for a password. */
export async function startMailServer({ asksPassword = false, hasTls = false } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const standin = { received, refusal: undefined as Refusal | undefined };
  const refuse = (at: Refusal["at"], session: { id: string }, done: (error?: Error) => void): boolean => {
    const { refusal } = standin;
    if (refusal?.at !== at) return false;
    if (refusal.how === "cut") sockets.get(session.id)?.destroy();
    else if (refusal.how !== "silent")
      done(Object.assign(new Error("no, said to who@example.com"), { responseCode: refusal.how }));
    return true;
  };
  const sockets = new Map<string, { destroy(): void }>();
  const server = new SMTPServer({
    authOptional: !asksPassword,
    allowInsecureAuth: true,
    disabledCommands: [...(hasTls ? [] : ["STARTTLS"]), ...(asksPassword ? [] : ["AUTH"])],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (session, done) => {
      for (const connection of server.connections)
        sockets.set(connection.session.id, { destroy: () => connection._socket.destroy() });
      if (!refuse("connection", session, done)) done();
    },
    onAuth: ({ username, password }, session, done) => {
      if (refuse("auth", session, done)) return;
      if (username === "ana" && password === "secret") done(null, { user: username });
      else done(Object.assign(new Error("no"), { responseCode: 535 }));
    },
    onRcptTo: (_address, session, done) => {
      if (!refuse("recipient", session, done)) done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const mail = readMail(Buffer.concat(chunks));
        const { mailFrom, rcptTo } = session.envelope;
        const isTaken = standin.refusal?.at !== "data" || standin.refusal.how === "cut";
        if (isTaken)
          received.push({
            from: mailFrom ? mailFrom.address : "",
            to: rcptTo.map(({ address }) => address),
            user: typeof session.user === "string" ? session.user : undefined,
            ...mail,
          });
        if (!refuse("data", session, done)) done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(standin, {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  });
}

/** Reads a mail as another program would: headers unfolded, parts decoded. */
function readMail(raw: Buffer): Pick<ReceivedMail, "headers" | "parts"> {
  const { headers, body } = readPart(raw.toString("latin1"));
  return { headers, parts: partsOf(headers, body) };
}

function readPart(text: string): { headers: Record<string, string>; body: string } {
  const end = text.indexOf("\r\n\r\n");
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: Object.fromEntries(headers), body: text.slice(end + 4) };
}

function partsOf(headers: Readonly<Record<string, string>>, body: string): readonly MailPart[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers["content-type"] ?? "")?.[1];
  if (boundary === undefined) return [{ headers, bytes: decode(headers["content-transfer-encoding"], body) }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((piece) => {
      const part = readPart(piece.replace(/^\r\n/, "").replace(/\r\n$/, ""));
      return partsOf(part.headers, part.body);
    });
}

function decode(encoding: string | undefined, body: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const unfolded = body.replace(/=\r\n/g, "");
  return Buffer.from(
    unfolded.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

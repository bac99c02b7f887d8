import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwritable } from "../files/durable-file.js";

/** Unix socket addresses are short: 104 bytes on macOS, 108 on Linux. */
const longestPath = 103;
/** An import carries a whole assessment. */
const longestLine = 20_000_000;
const answerWithinMs = 30_000;

export interface ControlServer {
  close(): Promise<void>;
}

/**
 * Lets the command line hand changes to the running process: a Unix socket in the data folder that only its owner may
 * open; one line of JSON in, one out. In a folder with a long name the socket is in the temporary folder, and
 * `control.path` names it. Call it while holding the folder's lock.
 */
export async function serveControl(
  dataDir: string,
  handle: (command: unknown) => Promise<unknown>,
): Promise<ControlServer> {
  const direct = join(dataDir, "control.sock");
  const isShort = Buffer.byteLength(direct) <= longestPath;
  const path = isShort ? direct : join(await mkdtemp(join(tmpdir(), "iso42001-")), "control.sock");
  const server = createServer((socket) => {
    answerLines(socket, handle);
  });
  try {
    await rm(direct, { force: true });
    await rm(join(dataDir, "control.path"), { force: true });
    await listen(server, path);
    await chmod(path, 0o600);
    if (!isShort) await writeFile(join(dataDir, "control.path"), path, { mode: 0o600 });
  } catch (error) {
    throw unwritable(error);
  }
  return {
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
      if (!isShort) await rm(join(dataDir, "control.path"), { force: true });
    },
  };
}

export type Asked = { readonly kind: "none-running" } | { readonly kind: "answered"; readonly answer: unknown };

/** Hands a command to the running process, if there is one. */
export async function askRunning(dataDir: string, command: unknown): Promise<Asked> {
  const path = await readFile(join(dataDir, "control.path"), "utf8").catch(() => join(dataDir, "control.sock"));
  return new Promise((resolve) => {
    const none = (): void => {
      resolve({ kind: "none-running" });
    };
    if (Buffer.byteLength(path) > longestPath + 4) {
      none();
      return;
    }
    const socket = createConnection(path);
    let received = "";
    socket.setEncoding("utf8");
    socket.setTimeout(answerWithinMs, () => {
      socket.destroy();
    });
    socket.on("connect", () => socket.write(`${JSON.stringify(command)}\n`));
    socket.on("data", (chunk: string) => {
      received += chunk;
      if (!received.includes("\n")) return;
      socket.end();
      resolve({ kind: "answered", answer: JSON.parse(received.slice(0, received.indexOf("\n"))) as unknown });
    });
    socket.on("error", none);
    socket.on("close", none);
  });
}

function answerLines(socket: Socket, handle: (command: unknown) => Promise<unknown>): void {
  // Only what is new is searched: an import comes in hundreds of pieces.
  let pieces: string[] = [];
  let length = 0;
  socket.setEncoding("utf8");
  socket.on("error", () => {
    socket.destroy();
  });
  socket.on("data", (chunk: string) => {
    length += chunk.length;
    if (length > longestLine) socket.destroy();
    const end = chunk.indexOf("\n");
    if (end < 0) {
      pieces.push(chunk);
      return;
    }
    const line = [...pieces, chunk.slice(0, end)].join("");
    const rest = chunk.slice(end + 1);
    pieces = [rest];
    length = rest.length;
    void answerLine(line, handle).then((answer) => socket.write(`${JSON.stringify(answer)}\n`));
  });
}

async function answerLine(line: string, handle: (command: unknown) => Promise<unknown>): Promise<unknown> {
  try {
    return await handle(JSON.parse(line));
  } catch {
    return { kind: "failed" };
  }
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });

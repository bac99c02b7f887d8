import { connect } from "node:net";

/** Sends bytes as they are and reads what comes until the connection ends, or nothing more comes. */
export const sendRaw = (port: number, bytes: string | Buffer, idleMs = 200): Promise<string> =>
  new Promise((resolve) => {
    let received = "";
    const socket = connect(port, "127.0.0.1");
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on("connect", () => {
      socket.end(bytes);
    });
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      resolve(received);
    });
  });

import { spawn } from "node:child_process";
import { temporaryFolder } from "../builders/world.js";

export interface ServedProcess {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Runs a program until it is closed, in an empty folder of its own; resolves when it says on which port it listens.
 * Its children end with it.
 */
export async function serveProcess(
  command: readonly [program: string, ...args: string[]],
  { settings, saysPort }: { readonly settings: Readonly<Record<string, string>>; readonly saysPort: RegExp },
): Promise<ServedProcess> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...settings },
    cwd: await temporaryFolder(),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const end = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, signal);
  };
  const endHard = (): void => {
    end("SIGKILL");
  };
  // Nothing is left running should the tests end in between.
  process.once("exit", endHard);
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  const port = await new Promise<number>((resolve, reject) => {
    let said = "";
    const read = (text: string): void => {
      said += text;
      const found = saysPort.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new TypeError(`${command.join(" ")} ended (${String(code)}) before it listened: ${said}`));
    });
  });
  return {
    port,
    close: async () => {
      end("SIGTERM");
      await ended;
      process.off("exit", endHard);
    },
  };
}

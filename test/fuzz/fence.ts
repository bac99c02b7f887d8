import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

type Work = (...args: unknown[]) => unknown;

/** Where things are written, changed or removed: the methods, and which of their arguments are paths. */
const changing: Readonly<Record<string, readonly number[]>> = {
  ...{ writeFile: [0], appendFile: [0], mkdir: [0], mkdtemp: [0], rm: [0], rmdir: [0], unlink: [0], truncate: [0] },
  ...{ rename: [0, 1], copyFile: [1], cp: [1], link: [0, 1], symlink: [1], chmod: [0], chown: [0], utimes: [0] },
  ...{ open: [0] },
};

/**
 * Holds the process to some folders and to this machine: what would be changed elsewhere is refused as by the system, and noted;
 * connections to other machines are refused.
 */
export class Fence {
  readonly #folders: readonly string[];
  #outside: string[] = [];

  private constructor(folders: readonly string[]) {
    this.#folders = folders.map((folder) => resolve(folder));
  }

  static raise(folders: readonly string[]): Fence {
    const fence = new Fence(folders);
    for (const [name, paths] of Object.entries(changing)) {
      fence.#guard(fs.promises as unknown as Record<string, Work>, name, paths, "promise");
      fence.#guard(fs as unknown as Record<string, Work>, name, paths, "callback");
      fence.#guard(fs as unknown as Record<string, Work>, `${name}Sync`, paths, "sync");
    }
    keepToThisMachine();
    syncBuiltinESMExports();
    return fence;
  }

  /** The paths outside since it was last asked. */
  takeOutside(): readonly string[] {
    return this.#outside.splice(0);
  }

  #guard(
    of: Record<string, Work>,
    name: string,
    paths: readonly number[],
    style: "promise" | "callback" | "sync",
  ): void {
    const known = of[name];
    if (!known) return;
    of[name] = (...args) => {
      const isRead =
        name.startsWith("open") &&
        (args[1] === undefined ||
          typeof args[1] === "function" ||
          args[1] === "r" ||
          args[1] === fs.constants.O_RDONLY);
      const outside = isRead ? undefined : paths.flatMap((index) => this.#outsideOf(args[index]))[0];
      if (outside === undefined) return known.apply(of, args);
      this.#outside.push(`${name} ${outside}`);
      const error = Object.assign(new TypeError(`${name}: outside of the fence`), { code: "EACCES" });
      const done = args.at(-1);
      if (style === "promise") return Promise.reject(error);
      if (style === "callback" && typeof done === "function") return (done as Work)(error);
      throw error;
    };
  }

  /** The path, if it is one and leads elsewhere. */
  #outsideOf(path: unknown): readonly string[] {
    // What holds a NUL the system refuses by itself; a number is a file that is open already.
    const name = path instanceof URL ? fileURLToPath(path) : path;
    if (typeof name !== "string" || name.includes("\0")) return [];
    const absolute = resolve(name);
    const isInside = this.#folders.some((folder) => `${absolute}${sep}`.startsWith(`${folder}${sep}`));
    return isInside || absolute === "/dev/null" ? [] : [absolute];
  }
}

function keepToThisMachine(): void {
  const connect = Reflect.get(net.Socket.prototype, "connect") as (...args: unknown[]) => net.Socket;
  const guarded = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const [first] = args.flat() as ({ host?: string; path?: string } | undefined)[];
    const host = first?.host ?? "127.0.0.1";
    if (first?.path !== undefined || ["127.0.0.1", "localhost", "::1"].includes(host)) return connect.apply(this, args);
    queueMicrotask(() => this.destroy(Object.assign(new TypeError("outside of the fence"), { code: "ECONNREFUSED" })));
    return this;
  };
  Reflect.set(net.Socket.prototype, "connect", guarded);
}

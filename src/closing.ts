import type { Log } from "./log.js";
import { errorFields } from "./log.js";

type Stop = () => Promise<void>;

/** What is under way when the program is told to stop may take so long; the rest waits in the inbox and the outbox. */
const finishWithinMs = 10_000;

/** How the program ends: nothing new begins, what is under way is finished, and then what that needed is closed. */
export class Closing {
  readonly #stops: Stop[] = [];
  readonly #closes: Stop[] = [];
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Something that takes up or does work: `stop` begins nothing new at once, and resolves when the last of it is done. */
  works(stop: Stop): void {
    this.#stops.push(stop);
  }

  /** Something that work needs; closed after all work, the last one first. */
  holds(close: Stop): void {
    this.#closes.push(close);
  }

  async close(): Promise<void> {
    const finished = Promise.all(this.#stops.splice(0).map((stop) => this.#quietly(stop)));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => {
        resolve("late");
      }, finishWithinMs);
    });
    if ((await Promise.race([finished, late])) === "late") this.#log.warn("program.stopped-with-work-left");
    clearTimeout(timer);
    for (const close of this.#closes.splice(0).reverse()) await this.#quietly(close);
  }

  /** One that fails keeps none of the others from closing. */
  async #quietly(stop: Stop): Promise<void> {
    try {
      await stop();
    } catch (error) {
      this.#log.error("program.not-closed", errorFields(error));
    }
  }
}

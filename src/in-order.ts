/** Work on the same thing, one after another as it was asked for; other things do not wait. */
export class InOrder {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Begins when everything before it on the same thing has ended, well or not. Rejects as the work does.
   *
   * @param thing undefined: nothing else works on it
   */
  async run<T>(thing: string | undefined, work: () => Promise<T>): Promise<T> {
    if (thing === undefined) return work();
    const running = (this.#last.get(thing) ?? Promise.resolve()).then(work);
    const ended = running.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(thing, ended);
    try {
      return await running;
    } finally {
      if (this.#last.get(thing) === ended) this.#last.delete(thing);
    }
  }
}

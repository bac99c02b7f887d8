// Who asks what where, and whether each question got its own answer, there, and once.

/** Direct messages by channel; an answer is known by the digest of its text, as each question's was learned before. */
export class Conversations {
  #expected = new Map();
  #open = new Map();
  /** Answers that nobody was waiting for in that channel: wrong, in the wrong place, or a second time. */
  misplaced = 0;
  answered = 0;
  lastAnswerAt = 0;

  get waiting() {
    let count = 0;
    for (const open of this.#open.values()) count += open.length;
    return count;
  }

  /** Counts anew, and waits no longer for what never came. */
  begin() {
    this.#open.clear();
    this.misplaced = 0;
    this.answered = 0;
    this.lastAnswerAt = 0;
  }

  /** From now on this is the answer to a question. */
  learn(question, digest) {
    this.#expected.set(question, digest);
  }

  get distinctAnswers() {
    return new Set(this.#expected.values()).size;
  }

  /** Resolves to the digest when the channel gets its answer; any answer while the question's own is not known. */
  ask(channel, question) {
    return new Promise((resolve) => {
      const open = this.#open.get(channel) ?? [];
      open.push({ digest: this.#expected.get(question), resolve });
      this.#open.set(channel, open);
    });
  }

  onPosted({ channel, digest }) {
    const open = this.#open.get(channel) ?? [];
    const at = open.findIndex((one) => one.digest === undefined || one.digest === digest);
    if (at < 0) {
      this.misplaced += 1;
      return;
    }
    const [found] = open.splice(at, 1);
    this.answered += 1;
    this.lastAnswerAt = performance.now();
    found.resolve(digest);
  }
}

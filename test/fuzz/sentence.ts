const longest = 600;
/** A place in our code or in a library's. */
const trace = /\n\s+at \S|node:internal|node_modules\/|\.[jt]s:\d+/u;

/** What is wrong with what somebody is told; undefined: nothing. */
export function sentenceFault(sentence: string): string | undefined {
  if (sentence.trim() === "") return "nothing is said";
  if (trace.test(sentence)) return `a place in the code is shown: ${sentence.slice(0, 300)}`;
  if (sentence.length > longest)
    return `no clear sentence, but ${String(sentence.length)} characters: ${sentence.slice(0, 200)}`;
  // "Expected string, received undefined" is how zod says that something is missing.
  return /(?<!received )(?:undefined|\[object |NaN)/u.test(sentence)
    ? `a value nobody wrote is shown: ${sentence}`
    : undefined;
}

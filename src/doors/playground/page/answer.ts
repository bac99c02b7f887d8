/** What the program says to a turn, or without having been asked. */
export interface Answer {
  readonly cards: readonly unknown[];
  readonly replaces: boolean;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly base64: string }[];
}

type Line = Answer | { readonly progress: string } | { readonly error: string };

/**
 * Reads a turn's lines until the answer is there.
 *
 * @param onProgress how far the work is; the newest takes the place of the one before it
 * Rejects when the lines end without an answer.
 */
export async function readAnswer(
  response: Response,
  onProgress: (text: string) => void,
): Promise<Answer | { readonly error: string }> {
  let rest = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const part = await reader?.read();
    rest += part?.value ?? "";
    const lines = rest.split("\n");
    // What follows the last line break may be half a line, until there is no more to come.
    rest = part?.done === false ? (lines.pop() ?? "") : "";
    for (const text of lines) {
      if (text === "") continue;
      const line = JSON.parse(text) as Line;
      if (!("progress" in line)) return line;
      onProgress(line.progress);
    }
    if (part?.done !== false) throw new TypeError("The answer broke off.");
  }
}

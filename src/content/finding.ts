/** One thing wrong with the knowledge base, where an editor finds it. */
export interface ContentFinding {
  /** Relative to the knowledge folder. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export const showFinding = ({ file, line, message }: ContentFinding): string =>
  `knowledge/${file}:${String(line)}: ${message}`;

/** Characters of small print that fit beside one another on a page, and those that the edges of a cell take. */
const pageWidth = 92;
const edges = 4;
/** A longer word may be broken. */
const longestWhole = 20;

/**
 * Shares of a page's width: every column gets its longest word, so that none is broken, and what is left goes to those
 * with more to say.
 *
 * @param columns the texts of each column, its head first
 */
export function columnWidths(columns: readonly (readonly string[])[]): readonly number[] {
  const least = columns.map((texts) => edges + Math.min(longestWhole, Math.max(1, ...texts.map(longestWord))));
  const wishes = columns.map((texts, index) => Math.max(0, typicalLength(texts) + edges - (least[index] ?? 0)));
  const spare = Math.max(0, pageWidth - sum(least));
  const wished = sum(wishes);
  return least.map((width, index) => width + (wished === 0 ? 0 : (spare * (wishes[index] ?? 0)) / wished));
}

const longestWord = (text: string): number => Math.max(...text.split(/\s+/u).map((word) => word.length));

/** Between the mean and the longest: one long cell should not stand in a narrow column. */
const typicalLength = (texts: readonly string[]): number => {
  const lengths = texts.map((text) => text.length);
  return (sum(lengths) / lengths.length + Math.max(...lengths)) / 2;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

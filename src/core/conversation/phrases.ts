import { IntlMessageFormat } from "intl-messageformat";
import { AdvisorError } from "../errors.js";
import { escapeMarkdown } from "./markdown.js";

export type PhraseValues = Readonly<Record<string, string | number>>;

/** The sentences a user sees, by key; their texts are in `knowledge/words/<language>/<room>.yaml` (ICU MessageFormat). */
export interface Phrases<Key extends string> {
  /** As Markdown: values are escaped, so a person's words stay words. */
  say(key: Key, values?: PhraseValues): string;
  /** As plain text, for labels, titles and facts: values stand as they are. */
  plain(key: Key, values?: PhraseValues): string;
}

/**
 * @param keys every key the room uses; a missing or unknown one is a fault
 * @param texts key to ICU message, as loaded
 * @returns the phrases, or what is wrong, one sentence a fault
 */
export function makePhrases<const Key extends string>(
  keys: readonly Key[],
  texts: Readonly<Record<string, string>>,
  language = "en-US",
): { phrases: Phrases<Key>; faults: readonly { key: string; message: string }[] } {
  const faults: { key: string; message: string }[] = [];
  const known = new Set<string>(keys);
  const formats = new Map<string, IntlMessageFormat>();
  for (const key of keys)
    if (texts[key] === undefined) faults.push({ key, message: `The phrase "${key}" is missing.` });
  for (const [key, text] of Object.entries(texts)) {
    if (!known.has(key)) faults.push({ key, message: `The phrase "${key}" is not used anywhere.` });
    try {
      formats.set(key, new IntlMessageFormat(text, language, undefined, { ignoreTag: true }));
    } catch (error) {
      faults.push({ key, message: `The phrase "${key}" is not a valid message: ${String(error)}` });
    }
  }
  const format = (key: Key, values: PhraseValues): string => {
    const message = formats.get(key);
    if (!message) throw new AdvisorError("content-wrong", { happened: `The phrase "${key}" is missing.` });
    return String(message.format(values));
  };
  return {
    faults,
    phrases: {
      say: (key, values = {}) => format(key, escapeValues(values)),
      plain: (key, values = {}) => format(key, values),
    },
  };
}

const escapeValues = (values: PhraseValues): PhraseValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? escapeMarkdown(value) : value]),
  );

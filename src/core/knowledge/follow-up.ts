/** How a message leans on the answer before it. */
export type FollowUp =
  /** "why?", "tell me more": the rest of the same answer. */
  | { readonly kind: "more" }
  /** "and how long?", "what about SOC 2?": the words, and those words said about the last topic. */
  | { readonly kind: "lean"; readonly alone: string; readonly about: string };

/** Whole messages that ask for more of the same. */
const more =
  /^(?:(?:but|and|ok|okay|so|hm+|please|can you|could you)[\s,]+)*(?:why(?: (?:not|so|is that|that|though))?|how(?: so| come)?|more|tell me more|say more|more (?:details?|info|information|please)|(?:in )?details?|go on|continue|explain(?: (?:more|that|it|this|please))*|elaborate|what do you mean(?: by (?:that|this))?|what does (?:that|this|it) mean|meaning|examples?|(?:for|an|any|give me an?|such as) examples?|like what|such as|sources?|says who|what(?:'s| is) (?:the|your) source|and then|then what|what next|what now|next steps?|so what(?: do (?:i|we) do)?|what (?:should|do) (?:i|we) do(?: (?:now|next|then))?|how do (?:i|we) do (?:that|this|it)|really|are you sure|huh|i do ?n[o']?t (?:get|understand)(?: it| that)?)[\s?.!]*$/iu;

const leadIn =
  /^(?:(?:and|but|so|ok|okay|hm+|also|or|then|what about|how about|what if|same for|and for|for)[\s,]+)+/iu;
const pointer = /\b(?:it|its|that|this|they|them|those|these|one|there)\b/iu;
const mostCharacters = 120;
const mostWords = 8;
const mostBareWords = 3;

/**
 * Whether a short message leans on the last answer, and how.
 *
 * @param topic the last answer's title
 */
export function readFollowUp(message: string, topic: string): FollowUp | undefined {
  const text = message.trim();
  if (text.length > mostCharacters) return undefined;
  if (more.test(text)) return { kind: "more" };
  const words = text.split(/\s+/u).length;
  if (words > mostWords) return undefined;
  const alone = text.replace(leadIn, "");
  const leans = alone !== text || words <= mostBareWords || pointer.test(text);
  return leans && alone !== "" ? { kind: "lean", alone, about: `${topic} ${alone}` } : undefined;
}

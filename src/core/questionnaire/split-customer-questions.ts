import { questionsIn } from "../knowledge/language/split-questions.js";

/** Longer messages are cut. */
const maxCharacters = 8000;

/** A line of a list: a bullet, a number or a letter before it. */
const listMark = /^\s*(?:[-*•–·▪]|\(?\d{1,3}[.):]|\(?[a-h][.)])\s+/iu;
/** Begins an item of a questionnaire that is no question in grammar. */
const orders =
  /^(?:please\s+)?(?:describe|provide|explain|attach|list|state|specify|confirm|outline|detail|share|send|summari[sz]e|indicate|identify|demonstrate|tell us)\b/iu;
/** Goes on about the question before it: "If so, please attach it." */
const followsOn =
  /^(?:and\s+)?(?:if (?:so|yes|not|no|applicable|available)\b|otherwise\b|please (?:attach|provide|share|send|describe|explain) (?:it|them|this|that|a copy|evidence|details)\b|since when\b|when was (?:it|this|that)\b|who (?:approved|signed|owns) (?:it|this|that)\b|how often is (?:it|this|that)\b|why(?: not)?\?)/iu;

/** The questions of a customer's message, in their order; a message that asks once, or in no clear way, is one question. */
export function splitCustomerQuestions(message: string): readonly string[] {
  const text = message.slice(0, maxCharacters).trim();
  const lines = joinWrapped(text.split(/\r?\n/u).map((line) => line.trim()));
  const isList = lines.filter((line) => listMark.test(line)).length >= 2;
  const found = lines.flatMap((line) => {
    if (!isList) return questionsOf(line);
    if (!listMark.test(line)) return questionsOf(line).filter((part) => part.endsWith("?"));
    const item = line.replace(listMark, "").trim();
    const parts = questionsOf(item);
    return parts.length > 1 ? parts : item === "" ? [] : [item];
  });
  const joined = found.reduce<readonly string[]>((before, part) => {
    const last = before.at(-1);
    return last !== undefined && followsOn.test(part) ? [...before.slice(0, -1), `${last} ${part}`] : [...before, part];
  }, []);
  if (joined.length >= 2) return [...new Set(joined)];
  return text === "" ? [] : [text];
}

/** Lines that an e-mail or a cell broke in the middle of a sentence, whole again; short labels line by line stay a list. */
function joinWrapped(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line !== "");
  const areLabels =
    filled.length >= 3 && filled.every((line) => !/[.?!:;,]$/u.test(line) && line.split(/\s+/u).length <= 8);
  if (areLabels) return filled.map((line) => (listMark.test(line) ? line : `- ${line}`));
  return lines.reduce<readonly string[]>((before, line) => {
    const last = before.at(-1) ?? "";
    const goesOn = last !== "" && line !== "" && !listMark.test(line) && !/[.?!:;,]$/u.test(last);
    return goesOn ? [...before.slice(0, -1), `${last} ${line}`] : [...before, line];
  }, []);
}

/** "Our CISO wants to know whether you have an AI policy." */
const indirect =
  /\b(?:(?:wants?|needs?|likes?|has|have) to (?:know|confirm)|(?:let (?:us|me) know|asks?|asked|asking|wonders?|wondering|unclear) (?:if|whether))\b/iu;
/** "Provide minutes.", "Please list each.": an order too short to stand alone; it goes with the sentence before it. */
const shortOrder =
  /^(?:please\s+)?(?:attach|provide|share|send|describe|explain|list|name|specify|give|state|elaborate)\b(?!.*\bAI\b)(?:\s+\S+){0,4}$/iu;

const sentencesOf = (line: string): readonly string[] =>
  line
    .split(/(?<=[.!?;])\s+/u)
    .map((sentence) => sentence.trim())
    .reduce<readonly string[]>((before, sentence) => {
      const last = before.at(-1);
      return last !== undefined && last.endsWith("?") && shortOrder.test(sentence)
        ? [...before.slice(0, -1), `${last} ${sentence}`]
        : [...before, sentence];
    }, []);

/** By sentence: questions, and orders such as "Describe how …". */
const questionsOf = (line: string): readonly string[] =>
  sentencesOf(line).flatMap((trimmed) => {
    if (orders.test(trimmed) || followsOn.test(trimmed) || indirect.test(trimmed)) return [trimmed];
    const asked = questionsIn(trimmed);
    if (asked.length > 1 && asked.every(standsAlone)) return asked;
    return asked.length > 0 ? [trimmed] : [];
  });

/** Whether half a sentence is a question of its own: "and do you train people?" is, "and who signed it?" is not. */
const standsAlone = (part: string): boolean =>
  part.split(/\s+/u).length >= 5 && !/\b(?:it|its|this|that|these|those|them|they|their|one|so)\b/iu.test(part);

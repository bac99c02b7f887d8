import type { Nodes, RootContent } from "mdast";
import { isSafeLink, parseMarkdown } from "../../core/conversation/markdown.js";
import { wholeCharacters } from "../split-text.js";
import { textInSection } from "./limits.js";

type Mark = "*" | "_" | "~" | "`";

/** A run of text in one look: escaped already, so it is drawn as it stands; a whole link is one piece. */
export interface Piece {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** The words of a link, for when it is too long to be one. */
  readonly label?: readonly Piece[];
}

/**
 * Markdown as Slack's mrkdwn, drawn from the syntax tree: one string a paragraph or list, more where one is longer than
 * `limit`. Cuts are between words and never inside a link, an entity or a pair of marks.
 */
export const toMrkdwn = (markdown: string, limit: number = textInSection): readonly string[] =>
  parseMarkdown(markdown).children.flatMap((node) => drawPieces(piecesOf(node, []), limit));

/** The three characters Slack gives a meaning: without them nothing typed can ping, link or break a message. */
export const escapeMrkdwn = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

export const unescapeMrkdwn = (text: string): string =>
  text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** Slack has no escape for its marks: an invisible word joiner at either side keeps them from pairing. */
const joiner = "\u2060";
/** Slack takes it for the edge of a word, so that a mark beside a letter counts. */
const edge = "\u200B";

/** Words that mean only themselves: nothing in them mentions, links, formats, quotes or becomes an emoji. */
export const literal = (text: string): string =>
  escapeMrkdwn(
    withoutBackticks(text)
      .replace(/[*_~]/g, (mark, at: number) => (canPair(text[at - 1], text[at + 1]) ? joiner + mark + joiner : mark))
      .replace(/:(?=([\p{L}\p{N}\p{M}_+'-]+):)/gu, (colon, name: string, at: number, whole: string) =>
        /^\d+$/.test(name) && /\d/.test(whole[at - 1] ?? "") ? colon : colon + joiner,
      )
      .replace(/^([^\S\n]*)>/gm, `$1${joiner}>`),
  );

/** Code runs from one backtick to the next whatever stands beside them: a look-alike keeps them harmless. */
const withoutBackticks = (text: string): string => text.replace(/`/g, "ˋ");

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string | undefined): boolean => character !== undefined && /\s/.test(character);

/** Whether a mark could begin or end something; at the ends of a text anything may stand beside it. */
const canPair = (before: string | undefined, behind: string | undefined): boolean =>
  (!isWord(before) && !isSpace(behind)) || (!isSpace(before) && !isWord(behind));

const piece = (text: string, marks: readonly Mark[] = []): Piece => ({ text, marks });
const also = (marks: readonly Mark[], mark: Mark): readonly Mark[] => (marks.includes(mark) ? marks : [...marks, mark]);

function piecesOf(node: Nodes, marks: readonly Mark[]): readonly Piece[] {
  const within = (children: readonly Nodes[], more?: Mark): readonly Piece[] =>
    children.flatMap((child) => piecesOf(child, more === undefined ? marks : also(marks, more)));
  switch (node.type) {
    case "text":
    case "html":
    case "code":
      return [piece(literal(node.value), marks)];
    case "inlineCode":
      return [piece(escapeMrkdwn(withoutBackticks(node.value)), also(marks, "`"))];
    case "break":
      return [piece("\n")];
    case "heading":
    case "strong":
      return within(node.children, "*");
    case "emphasis":
      return within(node.children, "_");
    case "delete":
      return within(node.children, "~");
    case "link":
      return [linkTo(node.url, within(node.children))].flat();
    case "image":
    case "imageReference":
      return [piece(literal(node.alt ?? ""), marks)];
    case "list":
      return node.children.flatMap((item, index) => [
        piece(`${index === 0 ? "" : "\n"}${node.ordered ? `${String((node.start ?? 1) + index)}.` : "•"} `),
        ...lines(item.children, "\n    ", marks),
      ]);
    case "blockquote":
      return [piece("> "), ...lines(node.children, "\n", marks)].map((part) => ({
        ...part,
        text: part.text.replace(/\n/g, "\n> "),
      }));
    default:
      return "children" in node ? within(node.children) : [];
  }
}

const lines = (nodes: readonly RootContent[], between: string, marks: readonly Mark[]): readonly Piece[] =>
  nodes.flatMap((node, index) => [
    ...(index === 0 ? [] : [piece(between)]),
    ...piecesOf(node, marks).map((part) =>
      node.type === "list" ? { ...part, text: part.text.replace(/\n/g, between) } : part,
    ),
  ]);

/** A link is one piece; what is no safe link is its words alone. */
function linkTo(url: string, words: readonly Piece[]): readonly Piece[] {
  if (!isSafeLink(url)) return words;
  const address = addressOf(url);
  const label = words.some(({ text }) => text.trim() !== "") ? words : [piece(literal(url))];
  // A bar in a label would end it early, and so would a line break.
  const [drawn] = drawPieces(label, Infinity);
  return [{ text: `<${address}|${(drawn ?? address).replace(/\|/g, "¦").replace(/\n/g, " ")}>`, marks: [], label }];
}

function addressOf(url: string): string {
  try {
    return encodeURI(decodeURI(url)).replace(/[|<>]/g, encodeURIComponent).replace(/&/g, "&amp;");
  } catch {
    return new URL(url).href.replace(/[|<>]/g, encodeURIComponent).replace(/&/g, "&amp;");
  }
}

/** Pieces as strings of at most `limit` characters, cut between words; none is empty. */
export function drawPieces(pieces: readonly Piece[], limit: number): readonly string[] {
  const parts: Piece[][] = [[]];
  let size = 0;
  for (const word of pieces.flatMap((whole) => wordsOf(whole, limit))) {
    const part = parts.at(-1) ?? [];
    const cost = word.text.length + (isAlike(part.at(-1), word) ? 0 : 2 * word.marks.length + 2);
    if (size + cost > limit && part.length > 0) {
      parts.push([word]);
      size = word.text.length + 2 * word.marks.length + 2;
    } else {
      part.push(word);
      size += cost;
    }
  }
  return parts.map((part) => drawRun(part).trim()).filter((text) => text !== "");
}

const isAlike = (one: Piece | undefined, other: Piece): boolean =>
  (one?.marks ?? []).join("") === other.marks.join("") && one?.label === undefined && other.label === undefined;

/** The most marks and edges that can stand around one word. */
const roomForMarks = 10;

function wordsOf(whole: Piece, limit: number): readonly Piece[] {
  if (whole.label)
    return whole.text.length > limit - roomForMarks ? whole.label.flatMap((word) => wordsOf(word, limit)) : [whole];
  // A mark never spans lines, so line breaks stand alone; every word keeps the white space behind it.
  return (whole.text.match(/\n|\S+[^\S\n]*|[^\S\n]+/g) ?? []).flatMap((text) =>
    cut(text, limit - roomForMarks).map((part) => piece(part, text === "\n" ? [] : whole.marks)),
  );
}

/** Cuts a word too long for one part, between whole characters and never inside an entity. */
function cut(word: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = word;
  while (rest.length > limit) {
    let at = wholeCharacters(rest, limit);
    const entity = rest.lastIndexOf("&", at - 1);
    if (entity > 0 && rest.indexOf(";", entity) >= at) at = entity;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

/** Puts marks around what they hold: close to the words, at the edge of a word, opened and closed in order. */
function drawRun(pieces: readonly Piece[]): string {
  const open: Mark[] = [];
  const run = { drawn: "", isJustClosed: false };
  const closeTo = (count: number): void => {
    if (open.length <= count) return;
    const space = /\s*$/.exec(run.drawn)?.[0] ?? "";
    run.drawn = run.drawn.slice(0, run.drawn.length - space.length) + open.splice(count).reverse().join("") + space;
    run.isJustClosed = space === "";
  };
  for (const { text, marks } of pieces) {
    const different = open.findIndex((mark, index) => marks[index] !== mark);
    closeTo(different < 0 ? open.length : different);
    const wanted = marks.slice(open.length);
    const space = wanted.length > 0 ? (/^\s*/.exec(text)?.[0] ?? "") : "";
    const words = text.slice(space.length);
    const isOpening = words !== "" && wanted.length > 0;
    run.drawn += space;
    if (run.isJustClosed && space === "" && isWord(words[0]) && !isOpening) run.drawn += edge;
    if (isOpening) {
      if (isWord(run.drawn.at(-1)) || (run.isJustClosed && space === "")) run.drawn += edge;
      run.drawn += wanted.join("");
      open.push(...wanted);
    }
    run.drawn += words;
    if (text !== "") run.isJustClosed = false;
  }
  closeTo(0);
  return run.drawn;
}

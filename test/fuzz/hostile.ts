import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";

/**
 * Values that break programs. What is long stands as a short token until it is sent (`expand`, `toJsonText`), so that inputs can be
 * printed, made smaller and kept in memory by the thousand.
 */

/** `unit` so many times. */
export const long = (unit: string, times: number): string => `@@${unit}*${String(times)}@@`;
const longToken = /@@((?:(?!@@).){1,60}?)\*(\d+)@@/gsu;

/** A text with its tokens written out; what was changed may have made more of them than there is memory for. */
export function expand(text: string): string {
  let room = mostCharacters;
  return text.replaceAll(longToken, (_token, unit: string, times: string) => {
    const written = unit.repeat(Math.max(1, Math.min(Number(times), Math.floor(room / unit.length))));
    room -= written.length;
    return written;
  });
}
const mostCharacters = 20_000_000;

/** JSON that no `JSON.stringify` writes. */
const raw = (text: string): string => `@@raw:${text}@@`;
const deep = (open: "[" | "{", levels: number): string => `@@deep:${open}${String(levels)}@@`;

/** A value as JSON text with its tokens written out. */
export const toJsonText = (value: unknown): string =>
  expand(
    ((JSON.stringify(value) as string | undefined) ?? "null")
      .replaceAll(/"@@raw:([^"@]*)@@"/gu, "$1")
      .replaceAll(/"@@deep:([[{])(\d+)@@"/gu, (_token, open: string, levels: string) => nested(open, Number(levels))),
  );

const nested = (open: string, levels: number): string =>
  open === "[" ? "[".repeat(levels) + "]".repeat(levels) : '{"a":'.repeat(levels) + "1" + "}".repeat(levels);

/** Names of the language's own. */
export const hostileKeys = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "toJSON",
  "",
];

const scripts = [
  "\uD800",
  "a\uDC00b",
  "\uD83D",
  "\u202Egpj.exe\u202C",
  "\u2066\u2067\u202B",
  "co\u200Bst\uFEFF\u2060",
  "👩‍👩‍👧‍👦🏳️‍🌈",
  long("👩‍👩‍👧‍👦", 2_000),
  `e${long("\u0301", 5_000)}`,
  "сost оf ISO 42001",
  "كم التكلفة؟ ¿cuánto? 費用は",
  "İıßﬁŉ",
  "９９９",
  "\0",
  "a\0b\u0007\u001B[2J\u009B31m",
  "\u2028\u2029\u0085",
];

const written = [
  '=HYPERLINK("http://evil.example","x")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  "\t=1+1",
  "\n=1+1",
  "＝1",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(1)>',
  "{{7*7}}",
  "{% include '/etc/passwd' %}",
  "{% for i in (1..100000000) %}x{% endfor %}",
  "${7*7}`id`$(id)",
  "../../../../etc/passwd",
  "..\\..\\.env",
  "/dev/zero",
  "%00%E0%A4%A",
  "file:///etc/passwd",
  "http://169.254.169.254/latest",
  "javascript:alert(1)",
  "https://user:password@evil.example:99999/",
  "<!channel> <!subteam^S1|x> <@UANA> <@U|",
  "<@UANA",
  "<http://x|",
  "&amp;lt;&#0;",
  "``` **a __b [x](javascript:1) ![y](http://z)",
  "<at>Advisor</at><at>",
  "' OR 1=1 --",
  "_x0041_",
  "Ana\r\nBcc: eve@evil.example",
];

const figures = [
  "NaN",
  "-Infinity",
  "-0",
  "1e400",
  "0x10",
  "99999999999999999999",
  long("9", 400),
  "1e-400",
  "2026-02-31",
  "+275760-09-13",
  "-1",
];

const pumped = Array.from(" \t\n\r-_*[](){}<>|\"'`:;.,#@/\\=!?&~^%+$a0é\u00a0");
const pumpedPairs = [
  "<@",
  "<a|",
  "](",
  "{{ ",
  "{% ",
  "[[",
  "a,",
  '"",',
  '"a"',
  "&lt;",
  "\r\n",
  "1. ",
  "- ",
  "| a ",
  "a@a.",
  "http://",
  "> ",
  "# ",
  "?! ",
  "a b ",
  "<at>",
  "<!--",
  "é ",
  "AI-",
];
const slowing = [...pumped, ...pumpedPairs].flatMap((unit) => [
  long(unit, Math.ceil(30_000 / unit.length)),
  `x${long(unit, Math.ceil(8_000 / unit.length))}!\u0000`,
]);

/** Texts, none too long for a message. */
export const hostileTexts: readonly string[] = [...hostileKeys, ...scripts, ...written, ...figures, ...slowing];

/** More than anything takes. */
export const huge: readonly string[] = [long("a", 10_000_000), long("é ", 1_000_000), long("\\u0000", 400_000)];

/** For any place in JSON. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  raw("1e400"),
  raw("-0"),
  raw("123456789012345678901234567890"),
  [],
  {},
  [[]],
  [null],
  { a: { a: {} } },
  deep("[", 200),
  deep("{", 5_000),
  Array<string>(3_000).fill("x"),
];
export const deepest: readonly unknown[] = [deep("[", 100_000), deep("{", 100_000)];

/** One hostile text: one of the list, any text at all, or several in a row. */
export const hostileText = (more: readonly string[] = []): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 2, arbitrary: fc.string({ maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.constantFrom(...scripts, ...written, ...figures), { maxLength: 4 })
        .map((texts) => texts.join(" ")),
    },
    ...(more.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...more) }] : []),
  );

const source = fileURLToPath(new URL("../../src", import.meta.url));
const pumpCharacters = 20_000;

/** For each regular expression in `src`, a text that it nearly matches, over and over. */
export async function nearMatches(): Promise<readonly string[]> {
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(source, name), "utf8")));
  const bodies = texts.flatMap((text) => [...text.matchAll(inCode)].map(([, body = ""]) => body));
  const units = new Set(bodies.map(nearly).filter((unit) => unit !== "" && !unit.includes("@@")));
  return [...units].map((unit) => `${long(unit, Math.ceil(pumpCharacters / unit.length))}\u0001`);
}

/** A regular expression as it stands in code, after what stands before one. */
const inCode =
  /(?<=[(,=:[&|?]\s*)\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*)\/[a-z]*(?=[.,;)\s\]])/gu;

/** The expression read as if it were the text: a class as one of its characters, every part of it once. */
function nearly(body: string): string {
  return body
    .replaceAll(/\(\?(?:[:=!]|<[=!]|<\w+>)/gu, "(")
    .replaceAll(/\[\^(?:\\.|[^\]\\])*\]/gu, "a")
    .replaceAll(/\[((?:\\u?\{?[\w]{0,8}\}?|[^\]\\]))(?:\\.|[^\]\\])*\]/gu, "$1")
    .replaceAll(/\\u\{?([0-9a-f]{4,6})\}?/giu, (_whole, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll(/\\[pP]\{[^}]*\}/gu, "é")
    .replaceAll(/\{\d*,?\d*\}/gu, "")
    .replaceAll(/\\([sdwbnrt])/gu, (_whole, name: string) => representatives[name] ?? "")
    .replaceAll(/(?<!\\)[()*+?|^$]/gu, "")
    .replaceAll(/\\(.)/gu, "$1")
    .slice(0, 40);
}

const representatives: Readonly<Record<string, string>> = { s: " ", d: "1", w: "a", b: "", n: "\n", r: "\r", t: "\t" };

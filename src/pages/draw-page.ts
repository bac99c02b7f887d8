import { drawMarkdown } from "./draw-markdown.js";
import { escapeHtml } from "./escape-html.js";
import { pageStyle } from "./page-style.js";

/** A page's parts, from top to foot. */
export interface Page {
  readonly title: string;
  /** Plain text. */
  readonly paragraphs?: readonly string[];
  /** What the page is for, as a button. */
  readonly link?: Link;
  readonly markdown?: string;
  readonly footer?: readonly Link[];
}

interface Link {
  readonly label: string;
  /** May be relative to the page. */
  readonly url: string;
}

const style =
  pageStyle(`body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1.5rem;color:#1d1c1d;background:#fff;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.2rem;line-height:1.3;margin-top:2rem}
li{margin:.4rem 0}
code{font-size:.95em;background:#eef1f1;border-radius:.2rem;padding:0 .2rem}
a{color:#0f5c5c}
a.button{display:inline-block;padding:.6rem 1.1rem;border-radius:.4rem;background:#0f5c5c;color:#fff;font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid #e8912d;outline-offset:2px}
footer{margin-top:2.5rem;font-size:1rem}
footer a{margin-right:1.2rem}
@media (prefers-color-scheme:dark){body{color:#f2f2f2;background:#1a1d21}a{color:#7fd1d1}code{background:#2c3136}}`);

/** Our pages run no script, load nothing and are shown in no frame. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": style.policy,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

export function drawPage({ title, paragraphs = [], markdown, link, footer = [] }: Page): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${style.css}</style></head><body><main>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(link ? [`<p><a class="button" href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`] : []),
    ...(markdown === undefined ? [] : [drawMarkdown(markdown)]),
    "</main>",
    ...(footer.length === 0 ? [] : [`<footer><nav>${footer.map(drawLink).join("\n")}</nav></footer>`]),
    "</body></html>",
  ].join("\n");
}

const drawLink = ({ label, url }: Link): string => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;

import { createHash } from "node:crypto";

/** A style sheet in a page, named in the page's policy by its hash, so that no other one applies. */
export interface PageStyle {
  readonly css: string;
  readonly policy: string;
}

export const pageStyle = (css: string): PageStyle => ({
  css,
  policy: [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(css).digest("base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
});

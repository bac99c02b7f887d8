import type { Bar } from "../core/document/bar-chart.js";

/** A bar's figure in text; with an earlier one beside it, as `20% → 40%`. */
export const figureOf = ({ text, share, before }: Bar): string =>
  before === undefined || (before === null && share === null) ? text : `${earlier(before)} → ${text}`;

const earlier = (share: number | null): string => (share === null ? "–" : `${String(Math.round(share * 100))}%`);

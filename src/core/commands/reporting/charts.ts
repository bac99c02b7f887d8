import type { FrameworkItem } from "../../assessment/crosswalk.js";
import type { AreaChange } from "../../assessment/history.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Bar, BarChart } from "../../document/bar-chart.js";
import { percent } from "../shown.js";
import type { AdvisorParts } from "../turn-context.js";

type Parts = Pick<AdvisorParts, "reportWords">;

/** Readiness by area. */
export function areaChart({ reportWords: words }: Parts, { overall, areas }: ReadinessReport): BarChart {
  const bars = areas.map((area) => ({
    label: area.title,
    share: area.share,
    text:
      area.share === null
        ? words.plain(area.answered > 0 ? "report.not-applicable" : "report.open")
        : percent(area.share),
  }));
  return {
    title: words.plain("edition.areas"),
    alt: words.plain("report.picture-alt", {
      overall: overall.share === null ? words.plain("report.open") : percent(overall.share),
      areas: listed(bars),
    }),
    bars,
  };
}

/** The same answers by the items of another framework. */
export function frameworkChart({ reportWords: words }: Parts, name: string, items: readonly FrameworkItem[]): BarChart {
  const bars = items.map((item) => ({
    label: item.id,
    share: item.share,
    text:
      item.share === null
        ? words.plain(
            item.requirements.length === 0
              ? "framework.no-counterpart"
              : item.known > 0
                ? "report.not-applicable"
                : "report.open",
          )
        : percent(item.share),
  }));
  return {
    title: words.plain("framework.title", { name }),
    alt: words.plain("framework.picture-alt", { name, items: listed(bars) }),
    bars,
  };
}

/** Area by area, then and now. */
export function historyChart(
  { reportWords: words }: Parts,
  changes: readonly AreaChange[],
  when: { readonly before: string; readonly now: string },
): BarChart {
  const figure = (share: number | null): string => (share === null ? words.plain("report.open") : percent(share));
  const bars = changes.map(({ title, before, now }) => ({ label: title, share: now, before, text: figure(now) }));
  const thenAndNow = changes.map(({ title, before, now }) => ({
    label: title,
    text:
      before === null && now === null
        ? figure(now)
        : words.plain("history.then-now", { then: figure(before), now: figure(now) }),
  }));
  return {
    title: words.plain("history.chart", when),
    alt: words.plain("history.picture-alt", { ...when, areas: listed(thenAndNow) }),
    bars,
  };
}

const listed = (bars: readonly Pick<Bar, "label" | "text">[]): string =>
  bars.map(({ label, text }) => `${label}: ${text}`).join("; ");

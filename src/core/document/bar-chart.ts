/** A picture as data: horizontal bars, each 0 to 1 (null: nothing known yet). Whoever shows it draws it as well as it can. */
export interface BarChart {
  readonly title: string;
  /** The picture in words, for screen readers and plain text. */
  readonly alt: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly share: number | null;
  /** The figure as shown, e.g. "40%". */
  readonly text: string;
  /** The same bar at an earlier time, drawn faintly beneath; absent where nothing is compared. */
  readonly before?: number | null;
}

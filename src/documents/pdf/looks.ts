import type { Face } from "../../pictures/typeface.js";

/** How a kind of text is set; sizes in points. */
export interface Look {
  readonly size: number;
  /** From one base line to the next. */
  readonly leading: number;
  readonly face: Face;
  readonly color: string;
}

/** US Letter. */
export const paper = { width: 612, height: 792, left: 66, right: 66, top: 66, bottom: 78 } as const;

export const colors = {
  ink: "#1d2935",
  muted: "#55616d",
  /** The one accent color; at least 6 to 1 on white. */
  accent: "#155e86",
  line: "#d3dbe1",
  headRow: "#eef3f6",
  code: "#eef1f4",
} as const;

const { ink, muted, accent } = colors;

export const looks = {
  coverTitle: { size: 34, leading: 40, face: "bold", color: ink },
  coverSubtitle: { size: 16, leading: 22, face: "regular", color: accent },
  coverLine: { size: 11.5, leading: 18, face: "regular", color: muted },
  title: { size: 25, leading: 31, face: "bold", color: ink },
  subtitle: { size: 12.5, leading: 17, face: "regular", color: accent },
  h1: { size: 19, leading: 24, face: "bold", color: accent },
  h2: { size: 14, leading: 18, face: "bold", color: ink },
  h3: { size: 11.75, leading: 16, face: "bold", color: ink },
  body: { size: 10.75, leading: 15.5, face: "regular", color: ink },
  note: { size: 9, leading: 12.5, face: "regular", color: muted },
  cell: { size: 9.5, leading: 13, face: "regular", color: ink },
  headCell: { size: 9.5, leading: 13, face: "bold", color: accent },
  footer: { size: 8.5, leading: 11, face: "regular", color: muted },
} as const satisfies Record<string, Look>;

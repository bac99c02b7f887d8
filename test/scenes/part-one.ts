/** What part one is answered with: a button, or a box to tick and then the button. */
export const partOne: readonly (readonly [label: string, ticked?: string])[] = [
  ["An RFP or contract requires it"],
  ["AI is one feature among others"],
  ["Save", "provide"],
  ["No, our customers are not regulated"],
  ["Save", "soc-2"],
  ["No"],
  ["11 to 50"],
  ["3 to 5"],
  ["No date, and none in sight"],
];

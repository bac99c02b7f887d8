/** A share as people read it, e.g. "40%". */
export const percent = (share: number): string => `${String(Math.round(share * 100))}%`;

/** US dollars, e.g. "$25,000". */
export const dollars = (amount: number): string => `$${amount.toLocaleString("en-US")}`;

/** Working hours as a range; one figure when both ends are the same. */
export const hoursRange = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  low === high ? String(low) : `${String(low)}–${String(high)}`;

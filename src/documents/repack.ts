import { unzipSync, zipSync } from "fflate";

/** The earliest date a zip file can hold: every file in it says the same. */
const noDate = new Date(1980, 0, 1, 12);

/** Packs an Office file again without the dates of its parts, so that the same input gives the same bytes. */
export function repack(
  file: Uint8Array,
  edit: (parts: Record<string, Uint8Array>) => void = () => undefined,
): Uint8Array {
  const parts = unzipSync(file);
  edit(parts);
  return zipSync(parts, { mtime: noDate, level: 6 });
}

import type { BarChart } from "../core/document/bar-chart.js";
import type { PictureBlock, Reply } from "../core/conversation/reply.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";

/** Draws a chart as a PNG. */
export type DrawPicture = (chart: BarChart) => Promise<Uint8Array>;

/** What a door has of each picture of a reply: bytes, an address, an id. */
export type Pictures<T> = ReadonlyMap<PictureBlock, T>;

/** Longer than this no reply waits for its picture. */
const drawnWithinMs = 4_000;

/**
 * Prepares a reply's pictures. Never rejects: one that cannot be had, or not in time, is left out, and the door shows
 * that chart in text.
 *
 * @param prepare draws one and puts it where the door needs it
 */
export async function preparePictures<T>(
  reply: Reply,
  prepare: (block: PictureBlock) => Promise<T>,
  log: Log,
): Promise<Pictures<T>> {
  const blocks = reply.blocks.filter((block) => block.kind === "picture");
  const made = await Promise.all(
    blocks.map(async (block) => {
      try {
        return [[block, await within(drawnWithinMs, prepare(block))]] as const;
      } catch (error) {
        log.warn("picture.left-out", errorFields(error));
        return [];
      }
    }),
  );
  return new Map(made.flat());
}

/** The promise's value, or a rejection when it takes longer. */
async function within<T>(ms: number, value: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DOMException("It took too long.", "TimeoutError"));
    }, ms);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

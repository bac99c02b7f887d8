/**
 * `eventsAreKept`: whether an event is worked once it was acknowledged, also when the program is killed right after. False: what had no
 * answer may have to be asked for again, and only what people saw answered must be there. True: nobody asks again, and
 * what was acknowledged and is not answered counts as lost (`--strict` sets it).
 */
export const rules: { eventsAreKept: boolean } = { eventsAreKept: false };

/** How long somebody waits for an answer before they do the same again; they grow more patient with each time. */
export const patienceMs = (tries: number): number =>
  rules.eventsAreKept ? 90_000 : 3_000 + 2_000 * Math.min(tries, 5);
/** How long people go on in all before it counts as lost. */
export const persistenceMs = 180_000;
/** How long deliveries may take, once whatever was broken works again: a third try comes after half a minute. */
export const deliveredWithinMs = 180_000;

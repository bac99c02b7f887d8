/** How long somebody waits for an answer to what was acknowledged; after it, it counts as lost. */
export const patienceMs = 90_000;
/** How long people go on in all before it counts as lost. */
export const persistenceMs = 180_000;
/** How long deliveries may take, once whatever was broken works again: a third try comes after half a minute. */
export const deliveredWithinMs = 180_000;

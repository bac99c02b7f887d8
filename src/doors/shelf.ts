/** A file that waits to be fetched. */
export interface ShelvedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** The only person who may take it where a door can tell people apart; a signed link works for whoever has it. */
  readonly owner?: string;
}

/** Where a door leaves files for a quarter of an hour. */
export interface Shelf {
  put(file: ShelvedFile): { readonly id: string };
  /** Undefined when it was taken, is too old, or had to make room. */
  find(id: string): ShelvedFile | undefined;
  /** Takes it off the shelf, so that it is handed out once. */
  take(id: string): ShelvedFile | undefined;
  /** A signed address that works as long as the file is kept; undefined when the program has no public address. */
  link(id: string): string | undefined;
}

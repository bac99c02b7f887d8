import { attachedFileBytes } from "../core/conversation/request.js";

/** How a fetch went; expected outcomes, each told to the person in the door's own words. */
export type FetchedFile =
  | { readonly kind: "fetched"; readonly bytes: Uint8Array }
  | { readonly kind: "too-large" }
  /** Another host, an error, a sign-in page instead of the file, too slow. */
  | { readonly kind: "failed" };

interface FileToFetch {
  readonly name: string;
  readonly url: string;
  /** Whether this host may be asked; the address came with a message and is not to be trusted. */
  readonly isAllowed: (url: URL) => boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

const fetchedWithinMs = 15_000;

/** Fetches a file somebody sent, at most `attachedFileBytes` of it. Never rejects, never follows a redirect. */
export async function fetchFile({ name, url, isAllowed, headers = {} }: FileToFetch): Promise<FetchedFile> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !isAllowed(address)) return { kind: "failed" };
  try {
    const response = await fetch(address, {
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(fetchedWithinMs),
    });
    if (!response.ok || !response.body || isPageInstead(response, name)) {
      await response.body?.cancel();
      return { kind: "failed" };
    }
    if (Number(response.headers.get("content-length") ?? 0) > attachedFileBytes) {
      await response.body.cancel();
      return { kind: "too-large" };
    }
    return await readAtMost(response.body);
  } catch {
    return { kind: "failed" };
  }
}

/** Without the right to read a file, Slack answers 200 and a page to sign in at. */
const isPageInstead = (response: Response, name: string): boolean =>
  (response.headers.get("content-type") ?? "").startsWith("text/html") && !/\.html?$/i.test(name);

async function readAtMost(body: ReadableStream<Uint8Array>): Promise<FetchedFile> {
  const reader = body.getReader();
  const late = { is: false };
  // Once the answer's head is there, fetch may forget its signal (Node keeps it by a weak reference).
  const timer = setTimeout(() => {
    late.is = true;
    reader.cancel().catch(() => undefined);
  }, fetchedWithinMs);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return late.is ? { kind: "failed" } : { kind: "fetched", bytes: new Uint8Array(Buffer.concat(parts)) };
      size += value.byteLength;
      if (size > attachedFileBytes) {
        await reader.cancel();
        return { kind: "too-large" };
      }
      parts.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

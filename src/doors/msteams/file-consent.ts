import type { FileBlock } from "../../core/conversation/reply.js";
import type { PersonId } from "../../core/ids.js";
import type { Shelf, ShelvedFile } from "../shelf.js";
import type { UploadInfo } from "./activities.js";
import type { Attachment } from "./conversation.js";
import type { IsFileHost } from "./file-hosts.js";
import { uploadedWithinMs } from "./limits.js";

/** Offers a file: Teams asks the person, and then lets us put it into their OneDrive. The card carries the file's id only. */
export function offerFile(
  file: FileBlock,
  owner: PersonId,
  description: string,
  shelf: Shelf,
): Attachment & { id: string } {
  const { id } = shelf.put({ name: file.name, mediaType: file.mediaType, bytes: file.bytes, owner });
  const context = { file: id };
  return {
    id,
    contentType: "application/vnd.microsoft.teams.card.file.consent",
    name: file.name,
    content: { description, sizeInBytes: file.bytes.byteLength, acceptContext: context, declineContext: context },
  };
}

/** Puts a file where Teams said. False when that is no place of Microsoft's, or when it did not take it. Never rejects. */
export async function uploadFile(file: ShelvedFile, to: UploadInfo, isFileHost: IsFileHost): Promise<boolean> {
  const url = URL.canParse(to.uploadUrl) ? new URL(to.uploadUrl) : undefined;
  if (!url || !isFileHost(url)) return false;
  const size = file.bytes.byteLength;
  try {
    const response = await fetch(url, {
      method: "PUT",
      body: new Uint8Array(file.bytes),
      headers: {
        "content-type": "application/octet-stream",
        "content-range": `bytes 0-${String(size - 1)}/${String(size)}`,
      },
      redirect: "error",
      signal: AbortSignal.timeout(uploadedWithinMs),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Shows the saved file, to be opened in Teams. */
export const savedFile = ({ name, contentUrl, uniqueId, fileType }: UploadInfo): Attachment => ({
  contentType: "application/vnd.microsoft.teams.card.file.info",
  name,
  contentUrl,
  content: { uniqueId, ...(fileType === undefined ? {} : { fileType }) },
});

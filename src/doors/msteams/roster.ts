import type { Log } from "../../log.js";
import { attempt } from "./conversation.js";
import type { MsteamsHost } from "./host.js";
import type { Reference } from "./reference.js";

/**
 * Asks Teams whether the bot is still in a kept conversation; in a channel, whether it is in its team (`group`). True
 * unless Teams says that it is not: a removal is never guessed. Never rejects.
 *
 * Microsoft's own toolkit asks the same way (`validateInstallation` of its notification bot). Some answer as if nothing had
 * happened for a while after a removal (MicrosoftDocs/msteams-docs#1264), so yes means "not known to be gone".
 */
export async function isBotIn(host: MsteamsHost, log: Log, reference: Reference, group?: string): Promise<boolean> {
  const outcome = { isIn: true };
  const { conversation } = reference;
  const asked = { ...reference, conversation: { ...conversation, id: group ?? conversation.id } };
  await attempt(log, "roster", () =>
    host.continueConversation(asked, async (there) => {
      const answered = await attempt(log, "roster", () => there.isBotIn());
      if (answered.ok) outcome.isIn = answered.value;
    }),
  );
  return outcome.isIn;
}

import { z } from "zod";

/** Channels where consultants work on requests: what they press and write there comes back to us. */
export const deskDestinations = ["slack-channel", "msteams-channel"] as const;
export type DeskDestination = (typeof deskDestinations)[number];

/** Where a message of ours stands under which people can write, as its platform names it. */
export const threadSchema = z.object({
  /** `asker`: in the asker's own chat with the bot. */
  destination: z.enum([...deskDestinations, "asker"]),
  channel: z.string().min(1),
  message: z.string().min(1),
});
export type Thread = z.infer<typeof threadSchema>;

import { z } from "zod";
import { nameCharacters } from "./limits.js";

/**
 * What we read of a Bot Framework activity. Everything else in it is left unread, so that a field Microsoft adds or
 * renames elsewhere cannot break us; a field we do read has the right type or the activity is malformed.
 */

/** Teams leaves fields out or sends null for them; both mean "not there". */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const idText = z.string().min(1).max(2000);

const accountSchema = z.object({
  id: idText,
  /** Cards name people, and have little room. */
  name: maybe(z.string().transform((name) => name.slice(0, nameCharacters))),
  /** The person's object id in Microsoft Entra ID: the same in every conversation, unlike `id`. */
  aadObjectId: maybe(z.string().min(1).max(200)),
  role: maybe(z.string()),
  tenantId: maybe(z.string()),
});
export type Account = z.infer<typeof accountSchema>;

const baseShape = {
  id: maybe(idText),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  conversation: z.object({
    /** In a channel with the thread, as `19:…@thread.tacv2;messageid=…`. It stands in addresses, which hold no other characters. */
    id: idText.regex(/^[!-~]+$/),
    conversationType: maybe(z.string()),
    isGroup: maybe(z.boolean()),
    tenantId: maybe(z.string()),
  }),
  recipient: accountSchema,
  channelData: maybe(
    z.object({
      tenant: maybe(z.object({ id: maybe(z.string()) })),
      /** In channels: the team they are of. */
      team: maybe(z.object({ id: maybe(idText) })),
    }),
  ),
};

const messageSchema = z.object({
  ...baseShape,
  type: z.literal("message"),
  from: maybe(accountSchema),
  text: maybe(z.string()),
  textFormat: maybe(z.string()),
  entities: maybe(z.array(z.unknown())),
  /** The message whose card was pressed, for `Action.Submit`. */
  replyToId: maybe(idText),
  /** What an `Action.Submit` button carries and the inputs beside it. */
  value: z.unknown().optional(),
  /** The message's HTML again, and the files that came with it. */
  attachments: maybe(z.array(z.unknown())),
});

const pressSchema = z.object({
  ...baseShape,
  type: z.literal("invoke"),
  name: z.literal("adaptiveCard/action"),
  from: accountSchema,
  replyToId: maybe(idText),
  value: z.object({
    action: z.object({
      type: z.literal("Action.Execute"),
      verb: maybe(z.string().max(100)),
      data: z.unknown().optional(),
    }),
    /** `automatic` when the client refreshes a card by itself. */
    trigger: maybe(z.string()),
  }),
});

const uploadSchema = z.object({
  contentUrl: z.string(),
  name: z.string(),
  uploadUrl: z.string(),
  uniqueId: z.string(),
  fileType: maybe(z.string()),
});

/** The answer to a file we offered. */
const consentSchema = z.object({
  ...baseShape,
  type: z.literal("invoke"),
  name: z.literal("fileConsent/invoke"),
  from: accountSchema,
  value: z.object({
    action: z.enum(["accept", "decline"]),
    context: z.object({ file: z.string().max(100) }),
    uploadInfo: maybe(uploadSchema),
  }),
});

/** Our search, typed into; or an action on somebody's message, opened or pressed in the dialog it opened. */
const extensionNames = [
  "composeExtension/query",
  "composeExtension/fetchTask",
  "composeExtension/submitAction",
] as const;
const extensionSchema = z.object({
  ...baseShape,
  type: z.literal("invoke"),
  name: z.enum(extensionNames),
  from: accountSchema,
  value: z.object({
    commandId: maybe(z.string()),
    parameters: maybe(z.array(z.object({ name: z.string(), value: z.unknown() }))),
    messagePayload: maybe(
      z.object({ body: maybe(z.object({ contentType: maybe(z.string()), content: maybe(z.string()) })) }),
    ),
    data: z.unknown().optional(),
  }),
});

const installationSchema = z.object({
  ...baseShape,
  type: z.literal("installationUpdate"),
  from: maybe(accountSchema),
  action: maybe(z.string()),
});

const conversationUpdateSchema = z.object({
  ...baseShape,
  type: z.literal("conversationUpdate"),
  from: maybe(accountSchema),
  membersAdded: maybe(z.array(accountSchema)),
  membersRemoved: maybe(z.array(accountSchema)),
});

const otherSchema = z.object({ ...baseShape, type: z.string().min(1).max(200), from: maybe(accountSchema) });

export type MessageActivity = z.infer<typeof messageSchema>;
export type PressActivity = z.infer<typeof pressSchema>;
export type ConsentActivity = z.infer<typeof consentSchema>;
export type UploadInfo = z.infer<typeof uploadSchema>;
export type ExtensionActivity = z.infer<typeof extensionSchema>;
export type InstallationActivity = z.infer<typeof installationSchema> | z.infer<typeof conversationUpdateSchema>;
export type OtherActivity = z.infer<typeof otherSchema>;
export type AnyActivity =
  MessageActivity | PressActivity | ConsentActivity | ExtensionActivity | InstallationActivity | OtherActivity;

/** One activity, told apart by what the door does with it. */
export type Incoming =
  | { readonly kind: "message"; readonly activity: MessageActivity }
  | { readonly kind: "press"; readonly activity: PressActivity }
  | { readonly kind: "consent"; readonly activity: ConsentActivity }
  | { readonly kind: "extension"; readonly activity: ExtensionActivity }
  /** The bot was added to a person, a chat or a team. */
  | { readonly kind: "installed"; readonly activity: InstallationActivity }
  /** It was taken out again. */
  | { readonly kind: "removed"; readonly activity: InstallationActivity }
  /** Edits, deletions, reactions, typing, invokes of features we do not have. */
  | { readonly kind: "ignored"; readonly activity: OtherActivity };

const typeSchema = z.object({ type: z.string(), name: maybe(z.string()) });

/** Reads one activity; undefined when it is malformed. */
export function readActivity(body: unknown): Incoming | undefined {
  const kind = typeSchema.safeParse(body).data;
  switch (kind?.type) {
    case undefined:
      return undefined;
    case "message":
      return read(messageSchema, body, (activity) => ({ kind: isFromBot(activity) ? "ignored" : "message", activity }));
    case "installationUpdate":
      return read(installationSchema, body, (activity) => ({
        // "remove-upgrade" and "add-upgrade" come with a new version, which changes nothing for us.
        kind: activity.action === "add" ? "installed" : activity.action === "remove" ? "removed" : "ignored",
        activity,
      }));
    case "conversationUpdate":
      return read(conversationUpdateSchema, body, (activity) => ({
        kind: isAmong(activity, activity.membersAdded)
          ? "installed"
          : isAmong(activity, activity.membersRemoved)
            ? "removed"
            : "ignored",
        activity,
      }));
    case "invoke":
      if (kind.name === "adaptiveCard/action")
        return read(pressSchema, body, (activity) => ({ kind: "press", activity }));
      if (kind.name === "fileConsent/invoke")
        return read(consentSchema, body, (activity) => ({ kind: "consent", activity }));
      if (extensionNames.some((name) => name === kind.name))
        return read(extensionSchema, body, (activity) => ({ kind: "extension", activity }));
      return read(otherSchema, body, (activity) => ({ kind: "ignored", activity }));
    default:
      return read(otherSchema, body, (activity) => ({ kind: "ignored", activity }));
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown, make: (activity: T) => Incoming): Incoming | undefined {
  const parsed = schema.safeParse(body);
  return parsed.success ? make(parsed.data) : undefined;
}

const isAmong = ({ recipient }: AnyActivity, members: readonly Account[] | undefined): boolean =>
  members?.some(({ id }) => id === recipient.id) === true;

/** Our own messages and other bots' (their ids begin with 28:) are no questions; nor is one that nobody sent. */
function isFromBot(activity: MessageActivity): boolean {
  const { from, recipient } = activity;
  return from === undefined || from.id === recipient.id || from.role === "bot" || from.id.startsWith("28:");
}

import { z } from "zod";
import { AdvisorError } from "../../core/errors.js";
import { createDesk } from "./desk.js";
import type { DeskParts, SlackDesk } from "./desk.js";
import type { KnownInstallation, SlackInstallations, Source } from "./installations.js";
import { slackCode } from "./slack-code.js";

/** Which desk serves what comes from where. */
export interface SlackDesks {
  /**
   * The desk of an event or interaction; undefined when the app is not installed there.
   *
   * @param body the whole of it, for what its source does not tell
   */
  at(source: Source, body: unknown): Promise<SlackDesk | undefined>;
  /** The desk of a workspace, or of a whole organization; with one installation it is the same for all. */
  ofWorkspace(workspace: string): Promise<SlackDesk | undefined>;
  /** Errors: `platform-refused`. */
  start(): Promise<void>;
}

/** One workspace, by the token in the settings. */
export function oneDesk(parts: DeskParts, botToken: string): SlackDesks {
  const desk = createDesk(parts, botToken);
  return {
    at: () => Promise.resolve(desk),
    ofWorkspace: () => Promise.resolve(desk),
    start: () => introduce(desk),
  };
}

/** Many workspaces, each by the token it was installed with. */
export function manyDesks(parts: DeskParts, installations: SlackInstallations): SlackDesks {
  // A renewed token is another installation object, and so another desk.
  const desks = new WeakMap<KnownInstallation, SlackDesk>();
  const deskOf = (known: KnownInstallation): SlackDesk => {
    const { bot, isEnterpriseInstall } = known.slack;
    const made = desks.get(known) ?? createDesk(parts, bot.token);
    if (!desks.has(known))
      made.turns.introduce({
        botUser: bot.userId,
        botId: bot.id,
        workspace: known.workspace,
        isOrganization: isEnterpriseInstall === true,
        scopes: bot.scopes,
      });
    desks.set(known, made);
    return made;
  };
  return {
    at: async (source, body) => {
      const pressed = pressedSchema.safeParse(body).data?.message;
      // In a channel shared with another organization, a press may name the presser's workspace: the message's is meant.
      const shown = pressed?.team === undefined ? undefined : await installations.ofWorkspace(pressed.team);
      const known = shown && isPostedBy(shown, pressed) ? shown : await installations.find(source);
      if (!known || !isPostedBy(known, pressed)) return undefined;
      const desk = deskOf(known);
      if (known.workspace === source.enterpriseId && source.teamId !== undefined)
        desk.people.introduceWorkspace(source.teamId);
      return desk;
    },
    ofWorkspace: async (workspace) => {
      const known = await installations.ofWorkspace(workspace);
      return known && deskOf(known);
    },
    start: () => Promise.resolve(),
  };
}

/** A press on a message, and who posted that. */
const pressedSchema = z.looseObject({
  type: z.literal("block_actions"),
  message: z
    .looseObject({ team: z.string().optional(), bot_id: z.string().optional(), user: z.string().optional() })
    .optional(),
});
type Pressed = NonNullable<z.infer<typeof pressedSchema>["message"]>;

/** A button of one installation's message is never pressed for another's team. */
function isPostedBy({ slack: { bot, team } }: KnownInstallation, pressed: Pressed | undefined): boolean {
  if (pressed?.bot_id === undefined) return true;
  return pressed.bot_id === bot.id || pressed.user === bot.userId || (team != null && pressed.team === team.id);
}

const identitySchema = z.looseObject({
  user_id: z.string(),
  bot_id: z.string().optional(),
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
  response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
});

async function introduce({ client, turns }: SlackDesk): Promise<void> {
  try {
    const identity = identitySchema.parse(await client.auth.test());
    const organization = identity.is_enterprise_install === true ? (identity.enterprise_id ?? undefined) : undefined;
    turns.introduce({
      botUser: identity.user_id,
      botId: identity.bot_id,
      workspace: organization ?? identity.team_id,
      isOrganization: organization !== undefined,
      scopes: identity.response_metadata?.scopes,
    });
  } catch (error) {
    const code = slackCode(error);
    throw new AdvisorError("platform-refused", {
      happened: `Slack did not accept SLACK_BOT_TOKEN${code === undefined ? "" : ` (${code})`}.`,
      next: "Copy the Bot User OAuth Token again from the app's page.",
      cause: error,
    });
  }
}

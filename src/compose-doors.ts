import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Router } from "express";
import { z } from "zod";
import { systemClock } from "./system.js";
import type { ConsultSettings, MsteamsSettings, SlackSettings } from "./config/settings.js";
import type { LiveContent } from "./content/live-content.js";
import type { Platform, WorkspaceRef } from "./core/conversation/request.js";
import type { Inbox } from "./core/ports/inbox.js";
import type { InstallationStore } from "./core/ports/installation-store.js";
import type { Messenger } from "./core/ports/messenger.js";
import type { ConsultantsChannel } from "./delivery/consultants-channel.js";
import type { DrawPicture } from "./doors/pictures.js";
import type { Shelf } from "./doors/shelf.js";
import type { TurnParts } from "./doors/turn.js";
import { packageRoot } from "./package-root.js";
import type { IsBotIn } from "./retention/check-conversations.js";

/** What is open, for the line that `npm start` prints. */
export interface OpenDoor {
  readonly name: string;
  readonly where: string;
}

export interface Door {
  readonly platform: Platform;
  readonly open: readonly OpenDoor[];
  readonly messenger: Messenger;
  /** On the one HTTP port. */
  readonly router?: Router;
  /** Where consultants work, when it is a channel of this platform. */
  readonly consultants?: ConsultantsChannel;
  /** Asks the platform of each installation whether it is still there; removes those that are not. */
  checkInstallations?(goesOn: () => Promise<boolean>): Promise<void>;
  /** Whether the bot is still in a kept conversation, where the platform says so when asked. */
  readonly isBotIn?: IsBotIn;
  /** Something changed for the teams of these workspaces; what is kept in view is brought up to date. */
  teamChanged?(workspaces: readonly WorkspaceRef[]): void;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

/** What every door is given. */
export interface DoorParts {
  readonly turn: TurnParts;
  readonly inbox: Inbox;
  readonly live: LiveContent;
  readonly shelf: Shelf;
  readonly drawPicture: DrawPicture;
  /** Where the app is installed; undefined unless it serves many workspaces. */
  readonly installations?: InstallationStore | undefined;
  readonly publicUrl?: string | undefined;
}

export async function openPlayground(parts: DoorParts): Promise<{ router: Router; messenger: Messenger }> {
  const { createPlayground } = await import("./doors/playground/routes.js");
  const { Mailbox } = await import("./doors/playground/mailbox.js");
  const { playgroundWordKeys } = await import("./doors/playground/words.js");
  const mailbox = new Mailbox();
  const router = createPlayground({
    ...parts.turn,
    words: await parts.live.words("playground", playgroundWordKeys),
    drawPicture: parts.drawPicture,
    mailbox,
    pageDir: join(packageRoot(), "dist/doors/playground/page"),
  });
  return { router, messenger: mailbox };
}

export async function openSlack(settings: SlackSettings, consult: ConsultSettings, parts: DoorParts): Promise<Door> {
  const { createSlackDoor } = await import("./doors/slack/door.js");
  const { createConsultantsChannel } = await import("./doors/slack/consultants-channel.js");
  const { slackWordKeys } = await import("./doors/slack/words.js");
  const words = await parts.live.words("slack", slackWordKeys);
  const { turn, inbox, drawPicture, installations, publicUrl } = parts;
  const install = installations && { store: installations, scopes: await slackScopes(), publicUrl };
  const { slackChannel } = consult;
  const common = { settings, turn, inbox, clock: systemClock, words, drawPicture, consultants: slackChannel };
  const door = createSlackDoor({ ...common, ...(install ? { install } : {}) });
  return {
    platform: "slack",
    open: [
      ...(settings.signingSecret === undefined ? [] : [{ name: "Slack", where: "POST /slack/events on port {port}" }]),
      ...(settings.oauth ? [{ name: "Slack", where: "GET /slack/install on port {port}" }] : []),
      ...(settings.appToken === undefined ? [] : [{ name: "Slack", where: "Socket Mode" }]),
    ],
    messenger: door.messenger,
    ...(door.router ? { router: door.router } : {}),
    ...(slackChannel
      ? { consultants: createConsultantsChannel(door.outgoingTo(slackChannel.team), slackChannel.channel) }
      : {}),
    ...(install ? { checkInstallations: (goesOn: () => Promise<boolean>) => door.checkInstallations(goesOn) } : {}),
    teamChanged: (workspaces) => {
      door.teamChanged(workspaces);
    },
    start: () => door.start(),
    stop: () => door.stop(),
  };
}

const manifestSchema = z.looseObject({
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
});

/** The manifest's scopes are those that an installation asks for. */
async function slackScopes(): Promise<readonly string[]> {
  const text = await readFile(join(packageRoot(), "manifests/slack.json"), "utf8");
  return manifestSchema.parse(JSON.parse(text)).oauth_config.scopes.bot;
}

interface ReplacedInMsteams {
  readonly outboundToken?: () => Promise<string>;
  readonly isFileHost?: (url: URL) => boolean;
}

export async function openMsteams(
  settings: MsteamsSettings,
  consult: ConsultSettings,
  parts: DoorParts,
  { outboundToken, isFileHost }: ReplacedInMsteams,
): Promise<Door> {
  const { createHost } =
    settings.sdk === "agents"
      ? await import("./doors/msteams/agents/host.js")
      : await import("./doors/msteams/botbuilder/host.js");
  const { openMsteamsDoor } = await import("./doors/msteams/routes.js");
  const { carriesFiles, cloudOf } = await import("./doors/msteams/cloud.js");
  const { fileHostsOf } = await import("./doors/msteams/file-hosts.js");
  const { msteamsWordKeys } = await import("./doors/msteams/words.js");
  const { log } = parts.turn;
  const cloud = cloudOf(settings);
  const door = openMsteamsDoor({
    ...parts.turn,
    inbox: parts.inbox,
    host: createHost({ settings, log, ...(outboundToken ? { outboundToken } : {}) }),
    checksTokens: settings.checksTokens,
    tenants: settings.tenants,
    words: await parts.live.words("msteams", msteamsWordKeys),
    clock: systemClock,
    shelf: parts.shelf,
    drawPicture: parts.drawPicture,
    isFileHost: isFileHost ?? fileHostsOf(cloud),
    carriesFiles: carriesFiles(cloud),
    consultants: consult.msteamsChannel,
  });
  return {
    platform: "msteams",
    open: [{ name: "Teams", where: "POST /api/messages on port {port}" }],
    messenger: door.messenger,
    ...(door.consultants ? { consultants: door.consultants } : {}),
    router: door.router,
    isBotIn: door.isBotIn,
    start: () => door.start(),
    stop: () => door.stop(),
  };
}

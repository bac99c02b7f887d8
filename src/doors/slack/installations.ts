import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { SlackOAuthSettings } from "../../config/settings.js";
import { AdvisorError } from "../../core/errors.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Installation, InstallationStore, Installed } from "../../core/ports/installation-store.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { fingerprint } from "../../secrets/fingerprint.js";
import { renewPauseMs, renewWithinMs, tokenLeftMs } from "./limits.js";
import { slackCode } from "./slack-code.js";
import { slackInstallationSchema, workspaceOf } from "./slack-installation.js";
import type { SlackInstallation } from "./slack-installation.js";

/** Where something in Slack came from, as Bolt reads it. */
export interface Source {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly isEnterpriseInstall?: boolean | undefined;
}

/** An installation in use; another object once its token is another one. */
export interface KnownInstallation {
  /** The team's workspace: the organization's id when the app is installed for all of it. */
  readonly workspace: string;
  readonly installedAt: string;
  readonly slack: SlackInstallation;
}

interface InstallationsParts {
  readonly store: InstallationStore;
  readonly settings: SlackOAuthSettings;
  /** Without a token, for renewing those of the installations. */
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
}

const keptAtMost = 1_000;
const missingNamedAtMost = 10_000;

/** Where the app is installed: looked up, renewed before their tokens end, removed. One process has a store to itself. */
export class SlackInstallations {
  readonly #parts: InstallationsParts;
  readonly #kept = new Map<string, KnownInstallation>();
  /** Renewed at Slack, but not stored yet: Slack gives a token once, so it must not be asked for again. */
  readonly #unsaved = new Map<string, SlackInstallation>();
  readonly #renewing = new Map<string, Promise<KnownInstallation | undefined>>();
  readonly #pausedUntil = new Map<string, number>();
  /** Whose last renewal Slack refused for good. */
  readonly #refused = new Set<string>();
  readonly #missing = new Set<string>();
  #changes = 0;

  constructor(parts: InstallationsParts) {
    this.#parts = parts;
  }

  /** The workspace's own installation, or that of its organization; undefined is logged once a workspace. */
  async find(source: Source): Promise<KnownInstallation | undefined> {
    const { teamId, enterpriseId, isEnterpriseInstall } = source;
    const candidates = isEnterpriseInstall === true ? [enterpriseId, teamId] : [teamId, enterpriseId];
    for (const workspace of candidates) {
      const known = workspace === undefined ? undefined : await this.ofWorkspace(workspace);
      if (known) return known;
    }
    this.#nameMissing(candidates.find((workspace) => workspace !== undefined) ?? "");
    return undefined;
  }

  /** The installation whose workspace this is, its token good for a while. */
  async ofWorkspace(workspace: string): Promise<KnownInstallation | undefined> {
    const known = this.#kept.get(workspace) ?? (await this.#load(workspace));
    if (!known) return undefined;
    const leftMs = this.#leftMs(known.slack);
    const isDue = leftMs <= renewWithinMs || this.#unsaved.has(workspace);
    if (!isDue || (this.#pausedUntil.get(workspace) ?? 0) > this.#now()) return known;
    const renewed = this.#renewOnce(known);
    return leftMs > tokenLeftMs ? known : ((await renewed) ?? known);
  }

  /** Keeps a new installation, or one made again: what was removed within its grace goes on. Errors: `platform-refused`, those of the store. */
  async save(details: unknown): Promise<KnownInstallation> {
    const slack = slackInstallationSchema.safeParse(details).data;
    const workspace = slack && workspaceOf(slack);
    if (!slack || workspace === undefined)
      throw new AdvisorError("platform-refused", { happened: "Slack's installation names no workspace or no bot." });
    const installed: Installed = { kind: "installed", installedAt: this.#parts.clock().toISOString(), details: slack };
    await this.#change(workspace, () => installed);
    this.#missing.delete(fingerprint(workspace));
    this.#parts.log.info("slack.installed", { workspace: fingerprint(workspace) });
    return { workspace, installedAt: installed.installedAt, slack };
  }

  /**
   * Deletes an installation's tokens at once and remembers when; its team's data is deleted later, unless it is installed again.
   *
   * @param isMeant tells by the installation whether it is the one that was removed; undefined: it cannot be read
   */
  async remove(workspace: string, isMeant: (known: KnownInstallation | undefined) => boolean): Promise<boolean> {
    const outcome: { isRemoved: boolean } = { isRemoved: false };
    await this.#change(workspace, (installation) => {
      if (!installation || installation.kind === "uninstalled") return "keep";
      const known = toKnown(workspace, installation);
      if (!isMeant(known)) return "keep";
      outcome.isRemoved = true;
      return { kind: "uninstalled", installedAt: known?.installedAt, uninstalledAt: this.#parts.clock().toISOString() };
    });
    if (outcome.isRemoved) this.#parts.log.info("slack.uninstalled", { workspace: fingerprint(workspace) });
    return outcome.isRemoved;
  }

  /** Whether Slack would not renew the installation's token and never will. */
  isRenewalRefused(workspace: string): boolean {
    return this.#refused.has(workspace);
  }

  async #change(workspace: string, decide: Parameters<InstallationStore["change"]>[1]): Promise<void> {
    await this.#parts.store.change(workspace, async (known) => {
      const change = await decide(known);
      if (change !== "keep") {
        this.#unsaved.delete(workspace);
        this.#refused.delete(workspace);
      }
      return change;
    });
    this.#forget(workspace);
  }

  async #load(workspace: string): Promise<KnownInstallation | undefined> {
    const changes = this.#changes;
    const installation = await this.#parts.store.find(workspace);
    const stored = installation && toKnown(workspace, installation);
    const unsaved = this.#unsaved.get(workspace);
    const known = stored && unsaved ? { ...stored, slack: unsaved } : stored;
    if (known && changes === this.#changes) this.#keep(known);
    return known;
  }

  /** Two at once renew once: each of Slack's refresh tokens is good for one renewal. Never rejects. */
  #renewOnce(known: KnownInstallation): Promise<KnownInstallation | undefined> {
    const { workspace } = known;
    const running =
      this.#renewing.get(workspace) ??
      this.#renew(workspace)
        .catch((error: unknown) => {
          this.#pausedUntil.set(workspace, this.#now() + renewPauseMs);
          if (refusedForGood.has(slackCode(error))) this.#refused.add(workspace);
          this.#parts.log.error("slack.token-not-renewed", {
            workspace: fingerprint(workspace),
            ...errorFields(error),
            slack: slackCode(error),
          });
          const unsaved = this.#unsaved.get(workspace);
          if (!unsaved) return undefined;
          const renewed = { ...known, slack: unsaved };
          this.#keep(renewed);
          return renewed;
        })
        .finally(() => {
          this.#renewing.delete(workspace);
        });
    this.#renewing.set(workspace, running);
    return running;
  }

  async #renew(workspace: string): Promise<KnownInstallation | undefined> {
    try {
      await this.#parts.store.change(workspace, async (installation) => {
        const known = installation && toKnown(workspace, installation);
        if (!known || installation.kind !== "installed") return "keep";
        const slack = this.#unsaved.get(workspace) ?? (await this.#refresh(known.slack));
        if (!slack) return "keep";
        this.#unsaved.set(workspace, slack);
        return { ...installation, details: slack };
      });
      this.#unsaved.delete(workspace);
      this.#refused.delete(workspace);
    } finally {
      this.#forget(workspace);
    }
    return this.#load(workspace);
  }

  /** The installation with its next token; undefined when the one it has is good. */
  async #refresh(slack: SlackInstallation): Promise<SlackInstallation | undefined> {
    const { clientId, clientSecret } = this.#parts.settings;
    if (slack.bot.refreshToken === undefined || this.#leftMs(slack) > renewWithinMs) return undefined;
    const answer = refreshedSchema.parse(
      await this.#parts.client.oauth.v2.access({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "refresh_token",
        refresh_token: slack.bot.refreshToken,
      }),
    );
    const expiresAt = Math.floor(this.#now() / 1000) + answer.expires_in;
    return {
      ...slack,
      bot: { ...slack.bot, token: answer.access_token, refreshToken: answer.refresh_token, expiresAt },
    };
  }

  #leftMs({ bot }: SlackInstallation): number {
    if (bot.refreshToken === undefined || bot.expiresAt === undefined) return Infinity;
    return bot.expiresAt * 1000 - this.#now();
  }

  #keep(known: KnownInstallation): void {
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= keptAtMost && !oldest.done) this.#kept.delete(oldest.value);
    this.#kept.set(known.workspace, known);
  }

  #forget(workspace: string): void {
    this.#changes += 1;
    this.#kept.delete(workspace);
  }

  #nameMissing(workspace: string): void {
    const name = fingerprint(workspace);
    if (this.#missing.has(name) || this.#missing.size >= missingNamedAtMost) return;
    this.#missing.add(name);
    this.#parts.log.warn("slack.no-installation", { workspace: name });
  }

  #now(): number {
    return this.#parts.clock().getTime();
  }
}

const refusedForGood: ReadonlySet<string | undefined> = new Set([
  "invalid_refresh_token",
  "token_revoked",
  "account_inactive",
]);

const refreshedSchema = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});

function toKnown(workspace: string, installation: Installation): KnownInstallation | undefined {
  if (installation.kind !== "installed") return undefined;
  const slack = slackInstallationSchema.safeParse(installation.details).data;
  return slack && { workspace, installedAt: installation.installedAt, slack };
}

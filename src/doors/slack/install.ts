import type { IncomingMessage, ServerResponse } from "node:http";
import { ErrorCode, InstallProvider } from "@slack/oauth";
import type { InstallProviderOptions } from "@slack/oauth";
import type { Logger } from "@slack/bolt";
import express from "express";
import type { Router } from "express";
import type { SlackOAuthSettings } from "../../config/settings.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import { AdvisorError } from "../../core/errors.js";
import type { Claims } from "../../core/ports/claims.js";
import type { Clock } from "../../core/ports/clock.js";
import { refuseOtherMethods } from "../../http-methods.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { PageName } from "../../pages/addresses.js";
import { drawPage, pageHeaders } from "../../pages/draw-page.js";
import type { Page } from "../../pages/draw-page.js";
import { createStateStore } from "./install-state.js";
import type { SlackInstallations } from "./installations.js";
import { briefCalls, installWithinMs } from "./limits.js";
import { slackCode } from "./slack-code.js";
import type { SlackWordKey } from "./words.js";

export const installPath = "/slack/install";
/** Leads straight to Slack, as a listing's direct install must; everything else as `installPath`. */
const directPath = "/slack/install/direct";
export const redirectPath = "/slack/oauth_redirect";

interface InstallParts {
  readonly settings: SlackOAuthSettings;
  readonly installations: SlackInstallations;
  readonly claims: Claims;
  readonly clock: Clock;
  readonly words: Phrases<SlackWordKey>;
  readonly log: Log;
  readonly logger: Logger;
  /** The bot's scopes, as the manifest has them. */
  readonly scopes: readonly string[];
  /** Undefined: Slack sends people back to the first redirect address of the app's page. */
  readonly publicUrl: string | undefined;
  /** Another Slack's API. */
  readonly apiUrl: string | undefined;
}

/** `GET /slack/install`, `GET /slack/install/direct` and `GET /slack/oauth_redirect`: a workspace or an organization gets the app by OAuth v2. */
export function createInstallRoutes(parts: InstallParts): Router {
  const { settings, installations, claims, clock, words, publicUrl, apiUrl, logger } = parts;
  const options = {
    scopes: [...parts.scopes],
    ...(publicUrl === undefined ? {} : { redirectUri: new URL(redirectPath, publicUrl).href }),
  };
  const providerOptions: InstallProviderOptions = {
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    stateStore: createStateStore({ secret: settings.stateSecret, clock, claims, options }),
    stateCookieExpirationSeconds: installWithinMs / 1000,
    installationStore: {
      storeInstallation: async (installation) => {
        await installations.save(installation);
      },
      // We look installations up ourselves, so that a token is renewed once.
      fetchInstallation: () =>
        Promise.reject(new AdvisorError("unexpected", { happened: "Slack's library looked an installation up." })),
    },
    renderHtmlForInstallPath: (url) =>
      drawPage({
        title: words.plain("install.title"),
        paragraphs: [words.plain("install.text"), words.plain("install.privacy")],
        markdown: words.say("install.how"),
        link: { label: words.plain("install.button"), url },
        footer: footerOf(words),
      }),
    logger,
    clientOptions: { ...briefCalls, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) },
    ...(apiUrl === undefined ? {} : { authorizationUrl: new URL("/oauth/v2/authorize", apiUrl).href }),
  };
  const provider = new InstallProvider(providerOptions);
  const directProvider = new InstallProvider({ ...providerOptions, directInstall: true });
  const router = express.Router();
  router.use([installPath, redirectPath], (_request, response, next) => {
    response.set(pageHeaders);
    next();
  });
  router.get(installPath, async (request, response) => {
    await provider.handleInstallPath(request, response, {}, options);
  });
  router.get(directPath, async (request, response) => {
    await directProvider.handleInstallPath(request, response, {}, options);
  });
  router.get(redirectPath, async (request, response) => {
    await provider.handleCallback(request, response, {
      success: (installation, _options, _request, answer) => {
        send(answer, 200, {
          title: words.plain("install.done-title"),
          paragraphs: [words.plain("install.done-text"), words.plain("install.done-next")],
          link: { label: words.plain("install.done-open"), url: openUrl(installation) },
          footer: footerOf(words),
        });
      },
      failure: (error, _options, incoming: IncomingMessage, answer) => {
        const outcome = outcomeOf(error.code, incoming);
        if (outcome === "failed")
          parts.log.error("slack.not-installed", { ...errorFields(error), slack: slackCode(error) });
        else parts.log.info("slack.not-installed", { reason: outcome });
        send(answer, statusOf[outcome], {
          title: words.plain(`install.${outcome}-title`),
          paragraphs: [words.plain(`install.${outcome}-text`)],
          link: { label: words.plain("install.again"), url: installPath },
          footer: footerOf(words),
        });
      },
    });
  });
  router.all([installPath, directPath, redirectPath], refuseOtherMethods("GET"));
  return router;
}

/** Relative, as the program may be reached under a path of its own. */
const footerOf = (words: Phrases<SlackWordKey>): NonNullable<Page["footer"]> =>
  (["privacy", "support"] as const satisfies readonly PageName[]).map((page) => ({
    label: words.plain(`install.${page}-link`),
    url: `../${page}`,
  }));

type Outcome = "denied" | "stale" | "failed";
const statusOf: Readonly<Record<Outcome, number>> = { denied: 200, stale: 400, failed: 500 };

function outcomeOf(code: string, { url }: IncomingMessage): Outcome {
  if (code === ErrorCode.AuthorizationError.toString())
    return new URL(url ?? "", "https://localhost").searchParams.get("error") === "access_denied" ? "denied" : "failed";
  const stale: readonly string[] = [
    ErrorCode.InvalidStateError,
    ErrorCode.MissingStateError,
    ErrorCode.MissingCodeError,
  ];
  return stale.includes(code) ? "stale" : "failed";
}

interface Opened {
  readonly team: { readonly id: string } | undefined;
  readonly appId?: string | undefined;
}

function openUrl({ team, appId }: Opened): string {
  const url = new URL("https://slack.com/app_redirect");
  if (appId === undefined) return "https://slack.com/";
  url.searchParams.set("app", appId);
  if (team) url.searchParams.set("team", team.id);
  return url.href;
}

function send(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(drawPage(page));
}

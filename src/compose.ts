import { randomBytes } from "node:crypto";
import { Closing } from "./closing.js";
import { cardWordKeys, describeAdvisor } from "./ai-card.js";
import { advisorParts } from "./compose-advisor.js";
import { beginAudit, withAudit } from "./compose-audit.js";
import { destinationsOf } from "./delivery/destinations-of.js";
import { knowledgeFolder, packageVersion } from "./package-root.js";
import { systemClock, systemIds } from "./system.js";
import { openMsteams, openPlayground, openSlack } from "./compose-doors.js";
import type { Door, DoorParts, OpenDoor } from "./compose-doors.js";
import type { Settings } from "./config/settings.js";
import { LiveContent } from "./content/live-content.js";
import { createAdvisor } from "./core/advisor.js";
import { byProgram } from "./core/audit/audit-row.js";
import { noteTeamDeleted } from "./core/audit/note-forgotten.js";
import type { Advisor } from "./core/advisor.js";
import type { ForgetIf } from "./core/commands/retention.js";
import type { Platform } from "./core/conversation/request.js";
import { limitPace } from "./core/pace/limit-pace.js";
import type { Messenger } from "./core/ports/messenger.js";
import { createDeskDestination } from "./delivery/desk.js";
import { startNudging } from "./delivery/nudge-unanswered.js";
import { createAskerDestination } from "./delivery/asker.js";
import { createNotices } from "./delivery/people.js";
import { OutboxWorker } from "./delivery/outbox-worker.js";
import { openDestinations } from "./delivery/open-destinations.js";
import { createLog } from "./log.js";
import { forgetByProgram, runAuditedCommand } from "./operator/audited-command.js";
import { forgetTeamIf } from "./operator/commands.js";
import { startReminding } from "./reminders/send-reminders.js";
import { startCheckingConversations } from "./retention/check-conversations.js";
import { startSweepingInactive } from "./retention/sweep-inactive.js";
import { startSweepingRemoved } from "./retention/sweep-removed.js";
import { startSweepingRemovedTeams } from "./retention/sweep-removed-teams.js";
import { startSweeping } from "./retention/sweep-kept-questions.js";
import { inboxSealer } from "./secrets/inbox-sealer.js";
import { installationSealer } from "./secrets/installation-sealer.js";
import { deriveKey } from "./secrets/secret-key.js";
import { pageWordKeys } from "./pages/words.js";
import { aiCardRoute } from "./server/ai-card-route.js";
import { FileShelf } from "./server/file-shelf.js";
import { startServer } from "./server/http-server.js";
import type { RunningServer } from "./server/http-server.js";
import { pagesRoute } from "./server/pages-route.js";
import { serveControl } from "./stores/control/control-socket.js";
import { createRateCounters } from "./stores/memory/rate-counters.js";
import { openFileStore } from "./stores/files/open-file-store.js";

export interface Program {
  /** The one HTTP port that was opened. */
  readonly port: number;
  readonly doors: readonly OpenDoor[];
  /** Writes to people in their own chat with the bot, through whichever door is theirs. */
  readonly messenger: Messenger;
  close(): Promise<void>;
}

/** What a test puts in the place of what is out of reach for it. */
export interface Replaced {
  /** The token of our calls to the Bot Connector, in place of Microsoft Entra ID's. */
  readonly outboundToken?: () => Promise<string>;
  /** Where files may be fetched from and put to in Teams, in place of Microsoft's hosts. */
  readonly isFileHost?: (url: URL) => boolean;
  /** A copy of `knowledge/` that a test may change. */
  readonly knowledgeFolder?: string;
  /** An advisor that answers some requests itself. */
  readonly advisor?: (advisor: Advisor) => Advisor;
}

/** Opens the store and every front door that has credentials. Errors: `store-in-use`, `store-unwritable`, `content-wrong`, `settings-wrong`, `platform-refused`. */
export async function openProgram(settings: Settings, replaced: Replaced = {}): Promise<Program> {
  const log = createLog(settings.logLevel, process.stderr, settings.secrets);
  const closing = new Closing(log);
  try {
    const store = await openFileStore({
      dataDir: settings.dataDir,
      clock: systemClock,
      unique: systemIds.unique,
      log,
      mode: "write",
    });
    closing.holds(() => store.close());
    await beginAudit(settings, store);
    const live = await LiveContent.open(replaced.knowledgeFolder ?? knowledgeFolder(), log);
    closing.holds(() => live.close());
    const { secretKeys } = settings;
    const installations =
      settings.slack?.oauth && secretKeys
        ? withAudit(await store.openInstallations(installationSealer(secretKeys)), store)
        : undefined;
    const doors: Door[] = [];
    // The advisor is there before the doors are: a door is looked up when there is something to tell.
    const messenger = joinMessengers((platform) => doors.find((door) => door.platform === platform)?.messenger);
    const made = await advisorParts(settings, store, live, { messenger });
    const counters = createRateCounters();
    const advisor = limitPace(createAdvisor(made), { counters, turnsPerMinute: settings.turnsPerMinute });
    const shelf = new FileShelf({
      key: secretKeys ? deriveKey(secretKeys.current, "links") : randomBytes(32),
      clock: systemClock,
      publicUrl: settings.publicUrl,
    });
    closing.holds(() => {
      shelf.clear();
      return Promise.resolve();
    });
    const parts: DoorParts = {
      turn: { advisor: replaced.advisor?.(advisor) ?? advisor, claims: store.claims, log },
      inbox: await store.openInbox(secretKeys && inboxSealer(secretKeys)),
      live,
      shelf,
      drawPicture: (chart) => made.printer.png(chart),
      installations,
      publicUrl: settings.publicUrl,
    };
    if (settings.slack) doors.push(await openSlack(settings.slack, settings.consult, parts));
    if (settings.msteams) doors.push(await openMsteams(settings.msteams, settings.consult, parts, replaced));
    const playground = settings.playground ? await openPlayground(parts) : undefined;
    if (playground) doors.push({ platform: "playground", open: [], messenger: playground.messenger });
    const isReady = async (): Promise<boolean> =>
      (await store.directory.summaries().catch(() => undefined)) !== undefined &&
      (await store.findWriteFault()) === undefined;
    const describeState = async (): Promise<readonly string[]> => {
      const fault = await store.findWriteFault();
      const outbox = await store.directory.undelivered().catch(() => undefined);
      return [
        ...(fault ? [fault.message] : []),
        ...(outbox ? [`outbox: ${String(outbox.waiting)} waiting, ${String(outbox.dead)} given up`] : []),
      ];
    };
    const ownPort = settings.playground?.ownPort;
    const cardWords = await live.words("card", cardWordKeys);
    const version = await packageVersion();
    const card = aiCardRoute(() =>
      describeAdvisor({
        settings,
        content: live.content,
        words: cardWords,
        version,
        today: systemClock().toISOString().slice(0, 10),
      }),
    );
    const pages = pagesRoute({
      settings,
      keeping: {
        ...settings,
        uninstallGraceDays: settings.slack?.oauth || settings.msteams ? settings.uninstallGraceDays : undefined,
      },
      words: await live.words("pages", pageWordKeys),
      coreWords: made.words,
      isReady,
    });
    const routers = [
      card,
      pages,
      shelf.router(),
      ...doors.flatMap((door) => door.router ?? []),
      ...(playground && ownPort === undefined ? [playground.router] : []),
    ];
    const opened: OpenDoor[] = doors.flatMap((door) => door.open);
    const serve = async (host: string, port: number, mounted: typeof routers): Promise<RunningServer> => {
      const { publicUrl } = settings;
      const server = await startServer({
        host,
        port,
        publicUrl,
        counters,
        routers: mounted,
        isReady,
        describeState,
        log,
      });
      closing.works(() => server.close());
      return server;
    };
    for (const door of doors) {
      closing.works(() => door.stop?.() ?? Promise.resolve());
      await door.start?.();
    }
    const server = await serve(settings.host, settings.port, routers);
    if (playground) {
      const port =
        ownPort === undefined
          ? server.port
          : (await serve("127.0.0.1", ownPort, [card, pages, playground.router])).port;
      opened.push({ name: "Playground", where: `http://127.0.0.1:${String(port)}/` });
    }
    const operator = {
      questionnaire: () => Promise.resolve(live.content.questionnaire),
      store: store.teams,
      directory: store.directory,
      audit: store.audit,
      destinations: destinationsOf(settings),
      clock: systemClock,
      unique: systemIds.unique,
    };
    const control = await serveControl(settings.dataDir, (command) => runAuditedCommand(operator, command));
    closing.holds(() => control.close());
    const outbox = new OutboxWorker({
      ...operator,
      destinations: [
        ...doors.flatMap((door) => (door.consultants ? [createDeskDestination(made, door.consultants)] : [])),
        ...(await openDestinations(settings.consult, { advisor: made, live })),
        createAskerDestination(made),
      ],
      notices: createNotices(made),
      log,
      random: Math.random,
    });
    store.onChange(({ workspaces }) => {
      outbox.wake();
      for (const door of doors) door.teamChanged?.(workspaces);
    });
    outbox.start();
    closing.works(() => outbox.stop());
    const sweeping = startSweeping({
      store: store.teams,
      directory: store.directory,
      clock: systemClock,
      log,
      keepsUnanswered: settings.keepsUnanswered,
    });
    closing.works(() => sweeping.stop());
    const forget: ForgetIf = async (team, isMeant) => {
      const isDone = await forgetTeamIf(operator, team, isMeant);
      if (isDone) await noteTeamDeleted(store, team, byProgram);
      return isDone;
    };
    const { retentionMonths: months } = settings;
    if (months !== undefined) {
      const inactive = startSweepingInactive({ ...made, months, forget, log });
      closing.works(() => inactive.stop());
    }
    if (installations) {
      const removing = startSweepingRemoved({
        installations,
        directory: store.directory,
        // As the operator's "teams forget": consultants are told that open requests are withdrawn.
        forget: (team) => forgetByProgram(operator, team),
        check: async (goesOn) => {
          for (const door of doors) await door.checkInstallations?.(goesOn);
        },
        graceDays: settings.uninstallGraceDays,
        clock: systemClock,
        log,
      });
      closing.works(() => removing.stop());
    }
    for (const { platform, isBotIn } of doors) {
      if (platform !== "msteams" || !isBotIn) continue;
      const checking = startCheckingConversations({
        platform,
        directory: store.directory,
        store: store.teams,
        isBotIn,
        leave: (workspace, left) => advisor.leaveConversation(workspace, left),
        log,
      });
      closing.works(() => checking.stop());
    }
    const removingTeams = startSweepingRemovedTeams({
      store: store.teams,
      directory: store.directory,
      forget,
      graceDays: settings.uninstallGraceDays,
      clock: systemClock,
      log,
    });
    closing.works(() => removingTeams.stop());
    const reminding = startReminding(made, log);
    closing.works(() => reminding.stop());
    const nudging = startNudging(made, settings.consult.nudgeAfterHours, log);
    closing.works(() => nudging.stop());
    live.watch();
    return {
      port: server.port,
      messenger,
      doors: opened.map((door) => ({ ...door, where: door.where.replace("{port}", String(server.port)) })),
      close: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** The messenger of a person's own platform; nobody is reached through a door that is closed. */
const joinMessengers = (messengerOf: (platform: Platform) => Messenger | undefined): Messenger => ({
  tell: (to, reply) => messengerOf(to.workspace.platform)?.tell(to, reply) ?? Promise.resolve("unreachable"),
  tellInThread: async (to, reply, threaded) => {
    const messenger = messengerOf(to.workspace.platform);
    if (messenger?.tellInThread) return messenger.tellInThread(to, reply, threaded);
    return { told: (await messenger?.tell(to, reply)) ?? "unreachable" };
  },
});

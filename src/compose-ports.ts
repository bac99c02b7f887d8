import type { RequestHandler, Router } from "express";
import { cardWordKeys, describeAdvisor } from "./ai-card.js";
import type { Closing } from "./closing.js";
import type { OpenDoor } from "./compose-doors.js";
import type { Settings } from "./config/settings.js";
import type { LiveContent } from "./content/live-content.js";
import type { AdvisorParts } from "./core/commands/turn-context.js";
import type { RateCounters } from "./core/ports/rate-counters.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics/metrics.js";
import { metricsRoute, timeAcknowledgements } from "./metrics/metrics-route.js";
import { packageVersion } from "./package-root.js";
import { pageWordKeys } from "./pages/words.js";
import { aiCardRoute } from "./server/ai-card-route.js";
import type { FileShelf } from "./server/file-shelf.js";
import { startServer } from "./server/http-server.js";
import type { RunningServer } from "./server/http-server.js";
import { pagesRoute } from "./server/pages-route.js";
import type { OpenStore } from "./stores/open-store.js";
import { systemClock } from "./system.js";

interface PortsParts {
  readonly settings: Settings;
  readonly store: Pick<OpenStore, "directory" | "findWriteFault">;
  readonly live: LiveContent;
  readonly shelf: FileShelf;
  readonly counters: RateCounters;
  readonly log: Log;
  readonly closing: Closing;
  /** Of the doors that are open to others. */
  readonly routers: readonly Router[];
  /** Undefined: closed. */
  readonly playground: { readonly router: Router } | undefined;
  readonly coreWords: AdvisorParts["words"];
  readonly metrics: Metrics | undefined;
}

interface OpenPorts {
  /** The one that others reach. */
  readonly port: number;
  /** What is open beside the doors. */
  readonly beside: readonly OpenDoor[];
}

/** Listens: the doors and the pages on the one HTTP port, and the playground there or on a loopback port of its own. */
export async function openPorts(parts: PortsParts): Promise<OpenPorts> {
  const { settings, shelf, playground, routers, metrics } = parts;
  const { metricsToken } = settings;
  const ownPort = settings.playground?.ownPort;
  const [card, pages] = await pagesOf(parts);
  const server = await serve(parts, settings.host, settings.port, [
    ...(metrics && metricsToken !== undefined
      ? [timeAcknowledgements(metrics), metricsRoute(metrics, metricsToken)]
      : []),
    card,
    pages,
    shelf.router(),
    ...routers,
    ...(playground && ownPort === undefined ? [playground.router] : []),
  ]);
  if (!playground) return { port: server.port, beside: [] };
  const own =
    ownPort === undefined ? server : await serve(parts, "127.0.0.1", ownPort, [card, pages, playground.router]);
  return {
    port: server.port,
    beside: [{ name: "Playground", where: `http://127.0.0.1:${String(own.port)}/` }],
  };
}

async function serve(parts: PortsParts, host: string, port: number, routers: RequestHandler[]): Promise<RunningServer> {
  const { store, counters, log, closing } = parts;
  const { publicUrl } = parts.settings;
  const describeState = async (): Promise<readonly string[]> => {
    const fault = await store.findWriteFault();
    const outbox = await store.directory.undelivered().catch(() => undefined);
    return [
      ...(fault ? [fault.message] : []),
      ...(outbox ? [`outbox: ${String(outbox.waiting)} waiting, ${String(outbox.dead)} given up`] : []),
    ];
  };
  const isReady = () => canWork(store);
  const server = await startServer({ host, port, publicUrl, counters, routers, isReady, describeState, log });
  closing.works(() => server.close());
  return server;
}

const canWork = async (store: PortsParts["store"]): Promise<boolean> =>
  (await store.directory.summaries().catch(() => undefined)) !== undefined &&
  (await store.findWriteFault()) === undefined;

async function pagesOf({ settings, store, live, coreWords }: PortsParts): Promise<readonly [Router, Router]> {
  const words = await live.words("card", cardWordKeys);
  const version = await packageVersion();
  const card = aiCardRoute(() =>
    describeAdvisor({
      ...{ settings, content: live.content, words, version },
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
    coreWords,
    isReady: () => canWork(store),
  });
  return [card, pages];
}

import type { Closing } from "./closing.js";
import type { Door } from "./compose-doors.js";
import type { Settings } from "./config/settings.js";
import type { LiveContent } from "./content/live-content.js";
import { byProgram } from "./core/audit/audit-row.js";
import { noteTeamDeleted } from "./core/audit/note-forgotten.js";
import { leaveConversation } from "./core/commands/keep-conversation.js";
import type { ForgetIf } from "./core/commands/retention.js";
import type { AdvisorParts } from "./core/commands/turn-context.js";
import type { InstallationStore } from "./core/ports/installation-store.js";
import { createAskerDestination } from "./delivery/asker.js";
import { createDeskDestination } from "./delivery/desk.js";
import { startNudging } from "./delivery/nudge-unanswered.js";
import { openDestinations } from "./delivery/open-destinations.js";
import { OutboxWorker } from "./delivery/outbox-worker.js";
import { createNotices } from "./delivery/people.js";
import type { Log } from "./log.js";
import { forgetByProgram } from "./operator/audited-command.js";
import type { AuditedParts } from "./operator/audited-command.js";
import { forgetTeamIf } from "./operator/commands.js";
import { startReminding } from "./reminders/send-reminders.js";
import { startCheckingConversations } from "./retention/check-conversations.js";
import { startSweepingInactive } from "./retention/sweep-inactive.js";
import { startSweeping } from "./retention/sweep-kept-questions.js";
import { startSweepingRemoved } from "./retention/sweep-removed.js";
import { startSweepingRemovedTeams } from "./retention/sweep-removed-teams.js";
import type { OpenStore } from "./stores/open-store.js";

interface JobsParts {
  readonly settings: Settings;
  readonly store: OpenStore;
  readonly live: LiveContent;
  readonly doors: readonly Door[];
  readonly installations: InstallationStore | undefined;
  readonly operator: AuditedParts;
  readonly advisor: AdvisorParts;
  readonly log: Log;
  readonly closing: Closing;
}

/** Starts what happens without being asked for: deliveries, reminders, and the end of what has been kept for long enough. */
export async function startJobs(parts: JobsParts): Promise<void> {
  const { settings, advisor, log, closing } = parts;
  await startDelivering(parts);
  for (const job of [
    startReminding(advisor, log),
    startNudging(advisor, settings.consult.nudgeAfterHours, log),
    ...startForgetting(parts),
  ])
    closing.works(() => job.stop());
}

async function startDelivering({
  settings,
  store,
  live,
  doors,
  operator,
  advisor,
  log,
  closing,
}: JobsParts): Promise<void> {
  const outbox = new OutboxWorker({
    ...operator,
    destinations: [
      ...doors.flatMap((door) => (door.consultants ? [createDeskDestination(advisor, door.consultants)] : [])),
      ...(await openDestinations(settings.consult, { advisor, live })),
      createAskerDestination(advisor),
    ],
    notices: createNotices(advisor),
    log,
    random: Math.random,
  });
  store.onChange(({ workspaces }) => {
    outbox.wake();
    for (const door of doors) door.teamChanged?.(workspaces);
  });
  outbox.start();
  closing.works(() => outbox.stop());
}

function startForgetting(parts: JobsParts): readonly { stop(): Promise<void> }[] {
  const { settings, store, doors, installations, operator, advisor, log } = parts;
  const { retentionMonths: months, uninstallGraceDays: graceDays } = settings;
  const { clock } = advisor;
  const teams = { store: store.teams, directory: store.directory };
  const forget: ForgetIf = async (team, isMeant) => {
    const isDone = await forgetTeamIf(operator, team, isMeant);
    if (isDone) await noteTeamDeleted(store, team, byProgram);
    return isDone;
  };
  return [
    startSweeping({ ...teams, clock, log, keepsUnanswered: settings.keepsUnanswered }),
    ...(months === undefined ? [] : [startSweepingInactive({ ...advisor, months, forget, log })]),
    ...(installations
      ? [
          startSweepingRemoved({
            installations,
            directory: store.directory,
            // As the operator's "teams forget": consultants are told that open requests are withdrawn.
            forget: (team) => forgetByProgram(operator, team),
            check: async (goesOn) => {
              for (const door of doors) await door.checkInstallations?.(goesOn);
            },
            graceDays,
            clock,
            log,
          }),
        ]
      : []),
    ...doors.flatMap(({ platform, isBotIn }) =>
      platform === "msteams" && isBotIn
        ? [
            startCheckingConversations({
              ...teams,
              platform,
              isBotIn,
              leave: (workspace, left) => leaveConversation(advisor, workspace, left),
              log,
            }),
          ]
        : [],
    ),
    startSweepingRemovedTeams({ ...teams, forget, graceDays, clock, log }),
  ];
}

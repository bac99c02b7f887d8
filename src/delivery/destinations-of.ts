import type { Settings } from "../config/settings.js";
import type { ConsultantDestination } from "../core/delivery/delivery-entries.js";

/** Where requests for a consultation go, after the settings. */
export const destinationsOf = ({ consult }: Pick<Settings, "consult">): readonly ConsultantDestination[] => [
  ...(consult.slackChannel ? (["slack-channel"] as const) : []),
  ...(consult.msteamsChannel ? (["msteams-channel"] as const) : []),
  ...(consult.webhook ? (["webhook"] as const) : []),
  ...(consult.email ? (["email"] as const) : []),
];

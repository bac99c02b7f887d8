import type { Log } from "../../log.js";
import type { AnyActivity } from "./activities.js";
import { placeOf, tenantOf } from "./origin.js";

/** So many refused tenants are told of in the log, once each. */
const toldAtMost = 1_000;
const idCharacters = 64;

/**
 * Whether an activity comes from a tenant that is served. In a personal chat whoever writes must be of one; in a channel
 * the channel must, and people of others may be in it.
 *
 * @param tenants ids in lower case; undefined: all are served
 */
export function createTenantGate(tenants: readonly string[] | undefined, log: Log): (activity: AnyActivity) => boolean {
  const told = new Set<string>();
  return (activity) => {
    if (tenants === undefined) return true;
    const place = tenantOf(activity) ?? "none";
    const writer = activity.channelData?.tenant?.id ?? place;
    const named = placeOf(activity).kind === "personal" ? [place, writer] : [place];
    const refused = named.find((tenant) => !tenants.includes(tenant.toLowerCase()))?.slice(0, idCharacters);
    if (refused === undefined) return true;
    if (!told.has(refused) && told.size < toldAtMost) {
      told.add(refused);
      log.warn("msteams.tenant-refused", {
        tenant: refused,
        sentence: "A tenant that is not served wrote to the bot. To serve it, add its id to TEAMS_TENANTS.",
      });
    }
    return false;
  };
}

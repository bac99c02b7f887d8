/** A channel of Microsoft Teams, as the link that Teams copies names it. */
export interface MsteamsChannelRef {
  /** `19:…@thread.tacv2` */
  readonly channel: string;
  /** In lower case. */
  readonly tenant: string;
  /** The Microsoft 365 group of the team the channel is in, in lower case. */
  readonly group: string;
}

const pathPattern = /^\/l\/channel\/([^/]+)(?:\/[^/]*)?\/?$/u;
const channelPattern = /^19:[\w.-]{1,200}@thread\.(?:tacv2|skype)$/u;
const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Reads `https://teams.microsoft.com/l/channel/<channel>/<name>?groupId=…&tenantId=…`; undefined for anything else. */
export function readChannelLink(text: string): MsteamsChannelRef | undefined {
  if (!URL.canParse(text.trim())) return undefined;
  const url = new URL(text.trim());
  const coded = url.protocol === "https:" ? pathPattern.exec(url.pathname)?.[1] : undefined;
  if (coded === undefined) return undefined;
  const channel = decoded(coded);
  const tenant = url.searchParams.get("tenantId")?.toLowerCase() ?? "";
  const group = url.searchParams.get("groupId")?.toLowerCase() ?? "";
  if (!channelPattern.test(channel) || !idPattern.test(tenant) || !idPattern.test(group)) return undefined;
  return { channel, tenant, group };
}

function decoded(coded: string): string {
  try {
    return decodeURIComponent(coded);
  } catch {
    return "";
  }
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readChannelLink } from "../../src/config/channel-link.js";
import { readSettings } from "../../src/config/read-settings.js";

const tenant = "99999999-2222-4333-8444-555555555555";
const group = "11111111-2222-4333-8444-555555555555";
const link = (channel: string, more = `groupId=${group}&tenantId=${tenant}`): string =>
  `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel)}/General%20desk?${more}`;

describe("the link that Teams copies for a channel", () => {
  it("names the channel, its tenant and its group", () => {
    const read = { channel: "19:abc_1-2@thread.tacv2", tenant, group };
    expect(readChannelLink(link("19:abc_1-2@thread.tacv2"))).toEqual(read);
    expect(readChannelLink(link(read.channel).replace("teams.microsoft.com", "teams.cloud.microsoft"))).toEqual(read);
    expect(readChannelLink(link(read.channel, `tenantId=${tenant.toUpperCase()}&groupId=${group}&ngc=true`))).toEqual(
      read,
    );
  });

  it("is whole, or it is none", () => {
    const partial = ["", "19:abc@thread.tacv2", link("19:abc@thread.tacv2", `groupId=${group}`), link("a:1")];
    for (const text of [...partial, "https://teams.microsoft.com/l/team/19%3Aabc%40thread.tacv2/x", "https://%"])
      expect(readChannelLink(text), text).toBeUndefined();
  });

  it("may be anything, and never breaks the start", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `https://x/l/channel/${text}/y`),
        ),
        (text) => {
          const read = readSettings({ CONSULT_TEAMS_CHANNEL: text });
          return read.kind === "wrong" || text.trim() === "";
        },
      ),
    );
  });

  it("in a tenant that is not served is refused in one sentence", () => {
    const read = readSettings({
      ...{ MicrosoftAppId: "app", MicrosoftAppPassword: "secret", MicrosoftAppTenantId: tenant },
      ...{ TEAMS_TENANTS: group, CONSULT_TEAMS_CHANNEL: link("19:abc@thread.tacv2") },
    });
    expect(read).toMatchObject({ problems: [{ setting: "CONSULT_TEAMS_CHANNEL" }] });
  });
});

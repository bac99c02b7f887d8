import { describe, expect, it } from "vitest";
import { carriesFiles, cloudOf } from "../../../src/doors/msteams/cloud.js";
import type { Cloud } from "../../../src/doors/msteams/cloud.js";
import { fileHostsOf } from "../../../src/doors/msteams/file-hosts.js";
import { settingsOf } from "../../builders/world.js";

const bot = { MicrosoftAppId: "app-1", MicrosoftAppPassword: "secret", MicrosoftAppTenantId: "tenant-1" };
function cloudWith(environment: Record<string, string>): Cloud | undefined {
  const { msteams } = settingsOf({ ...bot, ...environment });
  return msteams && cloudOf(msteams);
}

describe("the cloud of the bot", () => {
  it.each([
    ["public", {}],
    ["public", { ToBotFromChannelTokenIssuer: "https://api.botframework.com" }],
    ["us-government", { ChannelService: "https://botframework.azure.us" }],
    ["us-government", { ToBotFromChannelTokenIssuer: "https://api.botframework.us" }],
    ["china", { ToBotFromChannelTokenIssuer: "https://api.botframework.azure.cn" }],
    ["public", { ToBotFromChannelTokenIssuer: "https://us.example" }],
  ])("is %s with %j", (cloud, environment: Record<string, string>) => {
    expect(cloudWith(environment)).toBe(cloud);
  });

  it("carries files between people and bots only where Microsoft says so", () => {
    expect([carriesFiles("public"), carriesFiles("us-government"), carriesFiles("china")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("Microsoft's hosts of files", () => {
  it.each([
    ["https://contoso-my.sharepoint.com/personal/x", ["public"]],
    ["https://my.1drv.com/x", ["public"]],
    ["https://eu-api.asm.svc.ms/x", ["public", "us-government"]],
    ["https://contoso-my.sharepoint.us/x", ["us-government"]],
    ["https://contoso-my.sharepoint-mil.us/x", ["us-government"]],
    ["https://contoso.dps.mil/x", ["us-government"]],
    ["https://contoso-my.sharepoint.cn/x", ["china"]],
    ["https://evil.example/x.sharepoint.com", []],
    ["https://contoso.sharepoint.com.evil.example/x", []],
    ["https://evilsharepoint.com/x", []],
    ["https://sharepoint.us.evil.example/x", []],
    ["http://contoso.sharepoint.com/x", []],
    ["https://contoso.sharepoint.com@evil.example/x", []],
    ["https://evil.example/?x=.sharepoint.com", []],
  ])("%s is one in %j", (url, clouds) => {
    const all: readonly Cloud[] = ["public", "us-government", "china"];
    expect(all.filter((cloud) => fileHostsOf(cloud)(new URL(url)))).toEqual(clouds);
  });
});

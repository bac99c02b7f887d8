import { describe, expect, it } from "vitest";
import { isMicrosoftFileHost } from "../../../src/doors/msteams/file-hosts.js";

describe("Microsoft's hosts of files", () => {
  it.each([
    ["https://contoso-my.sharepoint.com/personal/x", true],
    ["https://contoso.sharepoint.us/x", true],
    ["https://my.1drv.com/x", true],
    ["https://eu-api.asm.svc.ms/x", true],
    ["https://evil.example/x.sharepoint.com", false],
    ["https://contoso.sharepoint.com.evil.example/x", false],
    ["https://evilsharepoint.com/x", false],
    ["http://contoso.sharepoint.com/x", false],
    ["https://contoso.sharepoint.com@evil.example/x", false],
    ["https://evil.example/?x=.sharepoint.com", false],
  ])("%s: %s", (url, isAllowed) => {
    expect(isMicrosoftFileHost(new URL(url))).toBe(isAllowed);
  });
});

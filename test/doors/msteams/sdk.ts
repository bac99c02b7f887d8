import type { MsteamsSettings } from "../../../src/config/settings.js";

type Sdk = MsteamsSettings["sdk"];

let sdk: Sdk = "botbuilder";

/** Which SDK the tests of this folder open the door on: the default, unless `useSdk` was called before. */
export const sdkUnderTest = (): Sdk => sdk;
export const useSdk = (chosen: Sdk): void => {
  sdk = chosen;
};

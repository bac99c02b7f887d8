import { userInfo } from "node:os";

/** Who works on the command line, for the journal; undefined where the system has no name for them. */
export function login(): string | undefined {
  try {
    return userInfo().username.slice(0, 64);
  } catch {
    return undefined;
  }
}

import { personId } from "./ids.js";

/** Stands in a trail where a person was who took their name out of it. */
export const formerMember = personId("former-member");

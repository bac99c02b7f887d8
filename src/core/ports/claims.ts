/**
 * Durable marks: who claims a key first, works on it. For event ids (Slack and Teams deliver the same one again) and for
 * threads the bot has answered in. Keys are kept hashed: no id of a person or channel can be read back.
 */
export interface Claims {
  /** True when this call was the first to claim the key within its time; durable when it resolves. Errors: `store-unwritable`. */
  claim(key: string, keepForMs: number): Promise<boolean>;
  /** Whether the key is claimed now. */
  isClaimed(key: string): Promise<boolean>;
}

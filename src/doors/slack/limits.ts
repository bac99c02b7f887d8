/** Slack's limits (docs/… platforms page: bolt-js #2509 and the Block Kit reference) and times of ours. */
export const blocksInMessage = 50;
/** A modal or a Home tab. */
export const blocksInView = 100;
export const textInSection = 3_000;
export const textInHeader = 150;
export const textInButton = 75;
export const textInInputLabel = 2_000;
export const textInModalTitle = 24;
export const textInModalHint = 2_000;
export const textInInput = 3_000;
export const textInFieldError = 300;
export const buttonsInRow = 5;
/** Check boxes and radio buttons. */
export const optionsAsBoxes = 10;
export const optionsInMenu = 100;
/**
 * Slack refuses messages near 13,200 characters in all, block containers counted, though it documents no such limit
 * (bolt-js #2509, #2867). Counted in bytes, since nobody has said how it counts letters beyond ASCII.
 */
export const bytesInMessage = 12_000;
/** What a form in a message may take of it: its boxes and its button must stay together. */
export const bytesInInlineForm = 9_000;
/** Small print; the Block Kit reference gives text objects 3,000 and older pages give context 2,000. */
export const textInContext = 2_000;
export const linkUrl = 3_000;
/** Requests dated further off than this, either way, are refused. */
export const clockSkewMs = 5 * 60 * 1000;
/** A submitted form must be acknowledged within 3 s; past this the view says that it is saving. */
export const savingAfterMs = 2_000;
/** A trigger opens a dialog for 3 s only; past this a waiting dialog is opened first. */
export const loadingAfterMs = 1_000;
/** How long a thread the bot answered in needs no new mention. */
export const threadKeptMs = 30 * 24 * 60 * 60 * 1000;
/** How long a form that consultants opened can be sent in. */
export const deskFormKeptMs = 24 * 60 * 60 * 1000;
/** How long a person's record is trusted. */
export const personKeptMs = 15 * 60 * 1000;
export const textInAlt = 2_000;
/** The plain text beside the blocks: ours, Slack cuts at 40,000. */
export const textInMessage = 3_000;
/** How long an uploaded picture is given to be processed before a message that shows it is tried again. */
export const pictureRetryMs = 1_500;
/** How much of somebody else's message a shortcut takes up. */
export const messageCharacters = 3_000;
/** How often a call is made in all that Slack refuses for the moment. */
export const callAttempts = 5;
/** How often in all when nobody knows whether it had its effect. */
export const uncertainAttempts = 2;
/** The first wait before a call is made again; doubled each time. */
export const callBackoffMs = 300;
/** How long one attempt may take; Slack's own answers come within seconds. */
export const callTimeoutMs = 10_000;
/** A `Retry-After` beyond this is no wait for somebody in a chat. */
export const retryAfterAtMostMs = 30_000;
/** Calls that others wait for (an exchange of a code, a renewal) give up early; both can be tried again. */
export const briefCalls = { timeout: 10_000, retryConfig: { retries: 1 }, rejectRateLimitedCalls: true } as const;
/** How long somebody may take to install the app. */
export const installWithinMs = 10 * 60 * 1000;
/** A token that changes is renewed this long before its end, as Slack's own library does. */
export const renewWithinMs = 2 * 60 * 60 * 1000;
/** With more than this left, the old token serves while the new one is fetched. */
export const tokenLeftMs = 60 * 1000;
/** A renewal that failed is tried again after this. */
export const renewPauseMs = 60 * 1000;
/** After a change a Home tab is drawn anew, together with what else changes meanwhile. */
export const homeRefreshAfterMs = 1_000;
/** Whose Home tabs follow changes: those who opened theirs within this time. */
export const homeFollowedMs = 24 * 60 * 60 * 1000;
/** And of each workspace the newest so many; `views.publish` takes about a hundred a minute. */
export const homesFollowed = 50;
/** Charts whose pictures are remembered, so that each is uploaded once. */
export const chartsRemembered = 50;
/** Suggested prompts of an agent, and how long Slack's own examples are at most. */
export const promptsAtMost = 4;
export const textInPrompt = 75;
/** The title of a conversation in the list of them; ours, Slack names no limit. */
export const textInTitle = 80;
/** Work that takes longer shows a status. */
export const statusAfterMs = 800;
/** How long a workspace is taken to have agents after it showed that it does. */
export const agentKeptMs = 30 * 24 * 60 * 60 * 1000;
/** How long a feature that Slack refused is not asked for again. */
export const agentRefusedMs = 60 * 60 * 1000;

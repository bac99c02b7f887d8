import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { objectIdOf, threadId } from "../../standins/teams-world/chat.js";
import type { Account, Chat } from "../../standins/teams-world/chat.js";
import { buttonOf } from "../../doors/msteams/cards.js";
import { attachmentsOf, inputsOf, messagesBefore, renewalOf } from "./screen.js";
import type { Shown } from "./screen.js";
import type { Transport } from "./transport.js";

type Json = Record<string, unknown>;

/** Teams, with the app behind it. */
export interface Teams {
  readonly connector: ConnectorStandin;
  readonly transport: Transport;
  /** All that invokes were answered with, and to whom. */
  readonly answers: { readonly to: Account; readonly answer: Json }[];
}

/** What somebody is told whose answer may have been lost: they ask again. */
export const lostWords = "The connection to Teams broke while I answered";
const waitsMs = 15_000;
const bot = { id: "28:bot", name: "Advisor" };
const consentType = "application/vnd.microsoft.teams.card.file.consent";
const cardType = "application/vnd.microsoft.card.adaptive";
let made = 0;
const next = (): string => String((made += 1));

interface Saying {
  readonly in?: Chat;
  readonly thread?: string | undefined;
  readonly names?: readonly Person[];
}

/** Somebody in Teams: acts on what is before their eyes, and waits for what comes. */
export class Person {
  readonly #teams: Teams;
  readonly #renewed = new Set<string>();
  #notices: Shown[] = [];
  #since = 0;
  #last: Shown | undefined;
  /** What they did last, for when the answer was lost on the way and they are asked to ask again. */
  #repeat: () => Promise<unknown> = () => Promise.resolve();

  constructor(
    teams: Teams,
    readonly account: Account,
    /** Their chat with the app alone. */
    readonly personal: Chat,
  ) {
    this.#teams = teams;
  }

  /** Writes to the app: in the personal chat, or elsewhere with a mention. Resolves to the message's id. */
  async says(text: string, { in: chat = this.personal, thread, names = [] }: Saying = {}): Promise<string> {
    this.#acts(() => this.says(text, { in: chat, thread, names }));
    const id = `said-${next()}`;
    const isPersonal = chat.kind === "personal";
    const named = [...(isPersonal ? [] : [bot]), ...names.map(({ account: { id: of, name } }) => ({ id: of, name }))];
    const entities = named.map((mentioned) => ({ type: "mention", text: `<at>${mentioned.name}</at>`, mentioned }));
    await this.#teams.transport.deliver({
      ...this.#activityIn(chat, chat.kind === "channel" ? (thread ?? id) : undefined),
      ...{ id, type: "message", textFormat: "plain", entities },
      text: isPersonal ? text : `<at>${bot.name}</at> ${text}`,
    });
    return id;
  }

  /** Adds the app to a chat, or takes it out; Teams tells of it by two activities. */
  async installs(chat: Chat = this.personal): Promise<void> {
    this.#acts();
    chat.isAppIn = true;
    await this.#tells(chat, { type: "installationUpdate", action: "add" });
    await this.#tells(chat, { type: "conversationUpdate", membersAdded: [bot, { id: this.account.id }] });
  }

  async uninstalls(chat: Chat = this.personal): Promise<void> {
    this.#acts();
    chat.isAppIn = false;
    await this.#tells(chat, { type: "conversationUpdate", membersRemoved: [bot] });
    await this.#tells(chat, { type: "installationUpdate", action: "remove" });
  }

  /** Waits for something that came since the last action; it is what is pressed next. */
  async sees(words: string | RegExp): Promise<Shown> {
    const says = ({ words: seen }: Shown): boolean =>
      typeof words === "string" ? seen.includes(words) : words.test(seen);
    for (const until = Date.now() + waitsMs; Date.now() < until;) {
      await this.#renews();
      const found = this.#new().findLast(says);
      if (found) return (this.#last = found);
      if (this.#new().some(({ words: seen }) => seen.includes(lostWords))) await this.#asksAgain();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seen = this.#new().map(({ kind, words: read }) => `${kind}: ${read.slice(0, 300)}`);
    throw new TypeError(`${this.account.name} did not see ${String(words)} but:\n${seen.join("\n")}`);
  }

  /** What stands before their eyes and says so, old or new. */
  stillSees(words: string): readonly Shown[] {
    return messagesBefore(this.#teams.connector.world(), this.account.id).filter((shown) =>
      shown.words.includes(words),
    );
  }

  /**
   * Presses a button of the card seen last, as it was then, with its inputs filled in; perhaps twice, as the impatient
   * do. In a dialog the answer is another dialog, or what goes into the chat.
   */
  async presses(label: string, typed: Json = {}, { times = 1 } = {}): Promise<void> {
    const shown = this.#last;
    if (!shown) throw new TypeError(`${this.account.name} has seen nothing yet`);
    const action = buttonOf(shown.card, label);
    const inputs = action["associatedInputs"] === "none" ? {} : { ...inputsOf(shown.card), ...typed };
    const data = { ...(action["data"] as Json), ...inputs };
    const press = async (): Promise<void> => {
      if (shown.kind === "dialog") await this.#submits(data);
      else await this.#executes(shown, action, data);
    };
    this.#acts(press);
    await Promise.all(Array.from({ length: times }, press));
  }

  /** Types into the search of the message extension; resolves to the answers found. */
  async searches(query: string, chat: Chat): Promise<readonly string[]> {
    const { composeExtension } = (await this.#invokes(chat, "composeExtension/query", {
      commandId: "searchAnswers",
      parameters: [{ name: "query", value: query }],
    })) as { composeExtension?: { attachments?: readonly unknown[] } };
    return (composeExtension?.attachments ?? []).map((found) => JSON.stringify(found));
  }

  /** An action of ours on somebody's message; it opens a dialog. */
  async picks(commandId: string, on: string, chat: Chat): Promise<void> {
    const pick = async (): Promise<void> => {
      const messagePayload = { id: `m-${next()}`, body: { contentType: "text", content: on } };
      const value = { commandId, commandContext: "message", messagePayload };
      this.#opens(await this.#invokes(chat, "composeExtension/fetchTask", value));
    };
    this.#acts(pick);
    await pick();
  }

  /** Lets the app save the file it offers; resolves to what then lies in OneDrive. */
  async accepts(): Promise<Buffer> {
    const { message } = await this.sees(consentType);
    const [offer] = message ? attachmentsOf(message) : [];
    const file = `${next()}-${offer?.name ?? "file"}`;
    const { connector } = this.#teams;
    const uploadInfo = {
      ...{ name: file, uniqueId: `u-${file}`, fileType: file.split(".").at(-1) },
      ...{ uploadUrl: connector.fileUrl(file), contentUrl: `https://contoso.sharepoint.com/${file}` },
    };
    const context = offer?.content?.["acceptContext"];
    await this.#invokes(this.personal, "fileConsent/invoke", { action: "accept", context, uploadInfo });
    const saved = connector.files.get(file);
    if (!saved) throw new TypeError(`${file} was not saved`);
    return saved;
  }

  /** What came of the last action in a dialog: into the chat, as their own message. */
  shared: string | undefined;

  /** As a client does that comes to cards which renew themselves. */
  async #renews(): Promise<void> {
    const world = this.#teams.connector.world();
    for (const shown of messagesBefore(world, this.account.id)) {
      const action = renewalOf(shown, this.account.id);
      const { message, at } = shown;
      if (!action || !message || world.messages.viewOf(message, this.account.id)) continue;
      if (this.#renewed.has(`${message.id} ${String(at)}`)) continue;
      this.#renewed.add(`${message.id} ${String(at)}`);
      await this.#executes(shown, action, action["data"], "automatic");
    }
  }

  async #executes(shown: Shown, action: Json, data: unknown, trigger = "manual"): Promise<void> {
    const { message } = shown;
    if (!message) throw new TypeError("only cards of messages can be pressed");
    const { transport } = this.#teams;
    const activity = {
      ...this.#activityIn(message.chat, message.thread),
      ...{ id: `pressed-${next()}`, type: "invoke", name: "adaptiveCard/action", replyToId: message.id },
      value: { action: { type: "Action.Execute", verb: action["verb"], data }, trigger },
    };
    // Looking is not remembered, and may be done twice.
    const answer = await (trigger === "manual" ? transport.deliver(activity) : transport.ask(activity));
    this.#teams.answers.push({ to: this.account, answer });
    const world = this.#teams.connector.world();
    if (answer["type"] === cardType) world.messages.showTo(message, this.account.id, answer["value"] as Json);
    else if (trigger === "manual") this.#notice({ kind: "line", card: {}, words: String(answer["value"]) });
  }

  async #submits(data: Json): Promise<void> {
    const value = { commandId: "answerMessage", commandContext: "message", data };
    this.#opens(await this.#invokes(this.personal, "composeExtension/submitAction", value));
  }

  #opens(answer: Json): void {
    const { task, composeExtension } = answer as {
      task?: { value: { card: { content: Json } } };
      composeExtension?: Json;
    };
    this.shared = composeExtension && JSON.stringify(composeExtension);
    const card = task?.value.card.content;
    if (card) this.#notice({ kind: "dialog", card, words: JSON.stringify(card) });
  }

  async #invokes(chat: Chat, name: string, value: Json): Promise<Json> {
    const activity = { ...this.#activityIn(chat, undefined), id: `invoked-${next()}`, type: "invoke", name, value };
    const answer = await this.#teams.transport.deliver(activity);
    this.#teams.answers.push({ to: this.account, answer });
    return answer;
  }

  async #tells(chat: Chat, what: Json): Promise<void> {
    await this.#teams.transport.deliver({ ...this.#activityIn(chat, undefined), id: `told-${next()}`, ...what });
  }

  #activityIn(chat: Chat, thread: string | undefined): Json {
    const { id, name, tenant } = this.account;
    return {
      ...{ channelId: "msteams", serviceUrl: `${this.#teams.connector.url}/`, recipient: bot },
      from: { id, name, aadObjectId: objectIdOf(this.account) },
      conversation: {
        id: thread === undefined ? chat.id : threadId(chat, thread),
        ...{ conversationType: chat.kind, isGroup: chat.kind !== "personal", tenantId: chat.tenant },
      },
      channelData: { tenant: { id: tenant }, ...(chat.team === undefined ? {} : { team: { id: chat.team } }) },
    };
  }

  #new(): readonly Shown[] {
    const messages = messagesBefore(this.#teams.connector.world(), this.account.id);
    return [...messages, ...this.#notices].filter(({ at }) => at > this.#since).sort((one, other) => one.at - other.at);
  }

  #notice(shown: Omit<Shown, "at">): void {
    this.#notices.push({ ...shown, at: this.#teams.connector.world().count() });
  }

  async #asksAgain(): Promise<void> {
    const repeat = this.#repeat;
    this.#acts(repeat);
    await repeat();
  }

  #acts(repeat: () => Promise<unknown> = () => Promise.resolve()): void {
    this.#since = this.#teams.connector.world().counted;
    this.#notices = [];
    this.#repeat = repeat;
  }
}

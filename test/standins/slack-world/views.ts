import { viewFaults } from "../block-kit-rules.js";
import type { SlackCall } from "../slack-api.js";

type Json = Record<string, unknown>;

/** A dialog or a Home tab, as it stands now. */
export interface View {
  readonly id: string;
  readonly user: string;
  readonly kind: "dialog" | "home";
  readonly external: string | undefined;
  readonly hash: string;
  readonly call: SlackCall;
  readonly at: number;
}

/** What an app may answer a submitted dialog with. */
export interface SubmitAnswer {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: Json;
}

/** The dialogs that are open, one a person, and the Home tabs. */
export class Views {
  readonly #count: () => number;
  readonly #standing = new Map<string, View>();

  constructor(count: () => number) {
    this.#count = count;
  }

  open(call: SlackCall, user: string, kind: View["kind"]): View {
    for (const view of this.all()) if (view.user === user && view.kind === kind) this.#standing.delete(view.id);
    const at = this.#count();
    const external = (call.body["view"] as Json)["external_id"];
    const view = {
      ...{ id: `V${String(at)}`, user, kind, hash: `h${String(at)}`, call, at },
      external: typeof external === "string" ? external : undefined,
    };
    this.#standing.set(view.id, view);
    return view;
  }

  update(call: SlackCall): View | { readonly error: string } {
    const { view_id: id, external_id: external, hash } = call.body;
    const view = this.all().find((one) => one.id === id || (external !== undefined && one.external === external));
    if (!view) return { error: "not_found" };
    if (hash !== undefined && hash !== view.hash) return { error: "hash_conflict" };
    return this.#write(view, call);
  }

  /** What Slack does with the app's answer to a submitted dialog. Throws where people would see that "something went wrong". */
  take(view: View, answer: SubmitAnswer | undefined): void {
    if (answer?.response_action === "errors") {
      const blocks = (view.call.body["view"] as { blocks: readonly Json[] }).blocks;
      const fields = blocks.filter(({ type }) => type === "input").map(({ block_id: id }) => id);
      const strangers = Object.keys(answer.errors ?? {}).filter((id) => !fields.includes(id));
      if (strangers.length > 0 || Object.keys(answer.errors ?? {}).length === 0)
        throw new TypeError(`Slack shows no error beside ${strangers.join(", ")}`);
      return;
    }
    if (answer?.response_action !== "update") {
      this.#standing.delete(view.id);
      return;
    }
    const [fault] = viewFaults(answer.view ?? {});
    if (fault) throw new TypeError(`Slack takes no such dialog: ${fault.code} at ${fault.where}`);
    this.#write(view, { method: "view_submission", body: { view: answer.view }, token: view.call.token });
  }

  close(view: View): void {
    this.#standing.delete(view.id);
  }

  find(id: string): View | undefined {
    return this.#standing.get(id);
  }

  all(): readonly View[] {
    return [...this.#standing.values()];
  }

  #write(view: View, call: SlackCall): View {
    const at = this.#count();
    const written = { ...view, call, at, hash: `h${String(at)}` };
    this.#standing.set(view.id, written);
    return written;
  }
}

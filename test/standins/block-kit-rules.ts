/**
 * Slack's rules for Block Kit, as far as we draw it; independent of the renderer. Figures: the descriptions in
 * `@slack/types`, the Block Kit reference, and bolt-js #2509 and #2867 for the size of a message in all.
 */
export interface BlockFault {
  readonly code: "invalid_blocks" | "msg_blocks_too_long" | "invalid_arguments" | "no_text" | "msg_too_long";
  readonly where: string;
}

type Json = Record<string, unknown>;

export const sizeOfBlocks = (blocks: readonly unknown[]): number => Buffer.byteLength(JSON.stringify(blocks));

/** What Slack would refuse in a message of `chat.postMessage`, `chat.postEphemeral`, `chat.update` or a response URL. */
export function messageFaults(message: { text?: unknown; blocks?: unknown }): BlockFault[] {
  const faults: BlockFault[] = [];
  const blocks = listOf(message.blocks);
  if (typeof message.text !== "string" || message.text === "") {
    // Slack takes blocks alone; without text nothing is said in notifications and to screen readers.
    faults.push({ code: "no_text", where: "text" });
  } else if (message.text.length > 4_000) faults.push({ code: "msg_too_long", where: "text" });
  if (/<[!@#]/.test(typeof message.text === "string" ? message.text : ""))
    faults.push({ code: "invalid_arguments", where: "text mentions" });
  if (blocks.length > 50) faults.push({ code: "invalid_blocks", where: `${String(blocks.length)} blocks` });
  if (sizeOfBlocks(blocks) > 12_000)
    faults.push({ code: "msg_blocks_too_long", where: `${String(sizeOfBlocks(blocks))} bytes` });
  return [...faults, ...blocksFaults(blocks, "message")];
}

/** What Slack would refuse in a modal or the home tab. */
export function viewFaults(view: Json): BlockFault[] {
  const faults: BlockFault[] = [];
  const wrong = (where: string): void => void faults.push({ code: "invalid_arguments", where });
  const blocks = listOf(view["blocks"]);
  if (blocks.length > 100) faults.push({ code: "invalid_blocks", where: `${String(blocks.length)} blocks` });
  if (view["type"] === "modal") {
    for (const part of ["title", "submit", "close"])
      if (view[part] !== undefined || part === "title") plainFault(view[part], 24, part, wrong);
    if (blocks.some((block) => block["type"] === "input") && view["submit"] === undefined) wrong("submit");
  } else if (view["type"] !== "home") wrong("type");
  if (lengthOf(view["private_metadata"]) > 3_000) wrong("private_metadata");
  for (const id of ["callback_id", "external_id"]) if (lengthOf(view[id]) > 255) wrong(id);
  return [...faults, ...blocksFaults(blocks, "view")];
}

const knownBlocks = new Set([
  "section",
  "header",
  "context",
  "context_actions",
  "actions",
  "input",
  "image",
  "divider",
]);

function blocksFaults(blocks: readonly Json[], surface: "message" | "view"): BlockFault[] {
  const faults: BlockFault[] = [];
  const ids = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const wrong = (where: string): void =>
      void faults.push({ code: "invalid_blocks", where: `${String(index)} ${String(block["type"])}: ${where}` });
    if (!knownBlocks.has(String(block["type"]))) wrong("unknown");
    if (block["block_id"] !== undefined) {
      const id = asText(block["block_id"]);
      if (id === "" || id.length > 255) wrong("block_id");
      if (ids.has(id)) wrong(`block_id ${id} again`);
      ids.add(id);
    }
    blockFault(block, surface, wrong);
  }
  return faults;
}

type Wrong = (where: string) => void;

function blockFault(block: Json, surface: "message" | "view", wrong: Wrong): void {
  switch (block["type"]) {
    case "header":
      plainFault(block["text"], 150, "text", wrong);
      break;
    case "section": {
      const fields = block["fields"] as unknown[] | undefined;
      if (block["text"] === undefined && !fields?.length) wrong("nothing in it");
      if (block["text"] !== undefined) textFault(block["text"], 3_000, "text", wrong);
      if (fields && (fields.length === 0 || fields.length > 10)) wrong(`${String(fields.length)} fields`);
      for (const field of fields ?? []) textFault(field, 2_000, "field", wrong);
      if (block["accessory"] !== undefined) elementFault(block["accessory"] as Json, wrong);
      break;
    }
    case "context": {
      const elements = listOf(block["elements"]);
      if (elements.length === 0 || elements.length > 10) wrong(`${String(elements.length)} elements`);
      for (const element of elements) {
        if (element["type"] === "image") lengthFault(element["alt_text"], 2_000, "alt_text", wrong);
        else textFault(element, 2_000, "element", wrong);
      }
      break;
    }
    case "actions":
    case "context_actions": {
      const elements = listOf(block["elements"]);
      const most = block["type"] === "actions" ? 25 : 5;
      if (elements.length === 0 || elements.length > most) wrong(`${String(elements.length)} elements`);
      const ids = elements.map((element) => element["action_id"]);
      if (new Set(ids).size !== ids.length) wrong("action_id again");
      for (const element of elements) elementFault(element, wrong);
      break;
    }
    case "image": {
      lengthFault(block["alt_text"], 2_000, "alt_text", wrong);
      if (block["title"] !== undefined) plainFault(block["title"], 2_000, "title", wrong);
      if ((block["image_url"] === undefined) === (block["slack_file"] === undefined)) wrong("image_url or slack_file");
      break;
    }
    case "input": {
      plainFault(block["label"], 2_000, "label", wrong);
      if (block["hint"] !== undefined) plainFault(block["hint"], 2_000, "hint", wrong);
      if (typeof block["element"] !== "object") wrong("element");
      else elementFault(block["element"] as Json, wrong);
      if (surface === "message" && (block["element"] as Json | undefined)?.["type"] === "plain_text_input")
        wrong("text inputs belong in a modal");
      break;
    }
    default:
  }
}

function elementFault(element: Json, wrong: Wrong): void {
  if (element["action_id"] !== undefined) lengthFault(element["action_id"], 255, "action_id", wrong);
  if (element["placeholder"] !== undefined) plainFault(element["placeholder"], 150, "placeholder", wrong);
  switch (element["type"]) {
    case "button":
      plainFault(element["text"], 75, "button text", wrong);
      if (lengthOf(element["value"]) > 2_000) wrong("button value");
      if (lengthOf(element["url"]) > 3_000) wrong("button url");
      if (element["url"] !== undefined && !/^(https?:\/\/|mailto:)/.test(asText(element["url"]))) wrong("button url");
      if (element["accessibility_label"] !== undefined)
        lengthFault(element["accessibility_label"], 75, "accessibility_label", wrong);
      if (element["style"] !== undefined && !["primary", "danger"].includes(asText(element["style"]))) wrong("style");
      break;
    case "checkboxes":
      optionsFault(element, 10, element["initial_options"], wrong);
      break;
    case "radio_buttons":
      optionsFault(element, 10, maybe(element["initial_option"]), wrong);
      break;
    case "static_select":
      optionsFault(element, 100, maybe(element["initial_option"]), wrong);
      break;
    case "multi_static_select":
      optionsFault(element, 100, element["initial_options"], wrong);
      break;
    case "plain_text_input": {
      const most = Number(element["max_length"] ?? 3_000);
      if (!(most >= 1 && most <= 3_000)) wrong("max_length");
      if (lengthOf(element["initial_value"]) > most) wrong("initial_value is longer than max_length");
      if (element["initial_value"] === "") wrong("initial_value");
      break;
    }
    case "datepicker":
      if (element["initial_date"] !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asText(element["initial_date"])))
        wrong("initial_date");
      break;
    case "overflow":
      optionsFault(element, 5, undefined, wrong);
      break;
    case "feedback_buttons":
      for (const side of ["positive_button", "negative_button"]) {
        const button = element[side] as Json | undefined;
        plainFault(button?.["text"], 75, side, wrong);
        if (lengthOf(button?.["value"]) > 2_000) wrong(`${side} value`);
      }
      break;
    default:
      wrong(`element ${String(element["type"])}`);
  }
}

const maybe = (option: unknown): unknown[] | undefined => (option === undefined ? undefined : [option]);

function optionsFault(element: Json, most: number, initial: unknown, wrong: Wrong): void {
  const options = listOf(element["options"]);
  if (options.length === 0 || options.length > most) wrong(`${String(options.length)} options`);
  for (const option of options) {
    textFault(option["text"], 75, "option text", wrong);
    // 75 after `@slack/types`, 150 after the reference page of today: the stricter one.
    lengthFault(option["value"], 75, "option value", wrong);
    if (option["description"] !== undefined) textFault(option["description"], 75, "option description", wrong);
  }
  const values = options.map((option) => option["value"]);
  if (new Set(values).size !== values.length) wrong("option value again");
  if (initial === undefined) return;
  const known = new Set(options.map((option) => JSON.stringify(option)));
  const chosen = initial as unknown[];
  if (chosen.length === 0) wrong("initial options are empty");
  if (!chosen.every((option) => known.has(JSON.stringify(option)))) wrong("an initial option is none of the options");
}

function textFault(text: unknown, most: number, where: string, wrong: Wrong): void {
  const { type, text: words, emoji, verbatim } = (text ?? {}) as Json;
  if (type !== "plain_text" && type !== "mrkdwn") wrong(`${where}: type`);
  if (type === "mrkdwn" && emoji !== undefined) wrong(`${where}: emoji is for plain_text`);
  if (type === "plain_text" && verbatim !== undefined) wrong(`${where}: verbatim is for mrkdwn`);
  lengthFault(words, most, where, wrong);
}

function plainFault(text: unknown, most: number, where: string, wrong: Wrong): void {
  textFault(text, most, where, wrong);
  if ((text as Json | undefined)?.["type"] !== "plain_text") wrong(`${where}: must be plain_text`);
}

/** No empty text, and none of white space alone, which Slack trims. */
function lengthFault(words: unknown, most: number, where: string, wrong: Wrong): void {
  if (typeof words !== "string" || words.trim() === "") wrong(`${where} is empty`);
  else if (words.length > most) wrong(`${where}: ${String(words.length)} characters`);
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

const lengthOf = (words: unknown): number => (typeof words === "string" ? words.length : 0);

const listOf = (list: unknown): readonly Json[] => (Array.isArray(list) ? (list as Json[]) : []);

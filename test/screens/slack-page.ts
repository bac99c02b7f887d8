import { readMrkdwn } from "../standins/mrkdwn-reader.js";
import type { Shown } from "../scenes/slack/screen.js";
import { blocksOf } from "../scenes/slack/screen.js";

type Json = Readonly<Record<string, unknown>>;
interface TextObject {
  readonly type: string;
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const html = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
const tags: Readonly<Record<string, string>> = { "*": "b", _: "i", "~": "s", "`": "code" };

function drawText({ type, text }: TextObject): string {
  if (type !== "mrkdwn") return html(text).replaceAll("\n", "<br>");
  return readMrkdwn(text)
    .runs.map(({ text: run, looks, link }) => {
      const inner = looks.reduce(
        (drawn, look) => {
          const tag = tags[look];
          return tag === undefined ? drawn : `<${tag}>${drawn}</${tag}>`;
        },
        html(run).replaceAll("\n", "<br>"),
      );
      return link === undefined ? inner : `<a href="${html(link)}">${inner}</a>`;
    })
    .join("");
}

const textIn = (json: unknown): TextObject => json as TextObject;

function drawElement(element: Json, pictures: ReadonlyMap<string, Buffer>): string {
  switch (element["type"]) {
    case "button": {
      const style = typeof element["style"] === "string" ? element["style"] : "plain";
      return `<span class="button ${style}">${drawText(textIn(element["text"]))}</span>`;
    }
    case "plain_text_input":
      return `<div class="input${element["multiline"] === true ? " tall" : ""}">${html(typeof element["initial_value"] === "string" ? element["initial_value"] : "")}</div>`;
    case "checkboxes":
    case "radio_buttons":
      return (element["options"] as readonly { readonly text: TextObject }[])
        .map(
          ({ text }) =>
            `<div class="option"><i class="${element["type"] === "checkboxes" ? "box" : "dot"}"></i>${drawText(text)}</div>`,
        )
        .join("");
    case "static_select":
    case "multi_static_select":
    case "datepicker":
      return `<div class="input">▾</div>`;
    case "image":
      return drawImage(element, pictures);
    default:
      return drawText(element as unknown as TextObject);
  }
}

function drawImage(block: Json, pictures: ReadonlyMap<string, Buffer>): string {
  const { id } = block["slack_file"] as { readonly id: string };
  const bytes = pictures.get(id);
  if (!bytes) throw new TypeError(`no file ${id} was uploaded`);
  const title = block["title"] === undefined ? "" : `<small>${drawText(textIn(block["title"]))}</small>`;
  return `${title}<img alt="" src="data:image/png;base64,${bytes.toString("base64")}">`;
}

function drawBlock(block: Json, pictures: ReadonlyMap<string, Buffer>): string {
  const elements = (block["elements"] ?? []) as readonly Json[];
  switch (block["type"]) {
    case "header":
      return `<h2>${drawText(textIn(block["text"]))}</h2>`;
    case "section":
      return `<p>${drawText(textIn(block["text"]))}</p>`;
    case "context":
      return `<p class="context">${elements.map((element) => drawElement(element, pictures)).join(" ")}</p>`;
    case "actions":
    case "context_actions":
      return `<p class="actions">${elements.map((element) => drawElement(element, pictures)).join("")}</p>`;
    case "image":
      return drawImage(block, pictures);
    case "divider":
      return "<hr>";
    case "input": {
      const optional = block["optional"] === true ? " <small>(optional)</small>" : "";
      const hint = block["hint"] === undefined ? "" : `<small>${drawText(textIn(block["hint"]))}</small>`;
      return `<label><b>${drawText(textIn(block["label"]))}</b>${optional}${drawElement(block["element"] as Json, pictures)}${hint}</label>`;
    }
    default:
      throw new TypeError(`the screens draw no ${String(block["type"])}`);
  }
}

const style = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;padding:16px;font:15px/1.46 Lato,system-ui,sans-serif;color:#1d1c1d;background:#fff}
.from{font-weight:700;margin-bottom:4px}.from small{font-weight:400;color:#616061;margin-left:6px}
.alone{background:#f8f8f8;border-radius:6px;padding:8px 12px}
h2{font-size:18px;line-height:1.3;margin:8px 0}
p{margin:6px 0;overflow-wrap:anywhere}
.context{font-size:13px;color:#616061}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0}
.button{border:1px solid #bbb;border-radius:8px;padding:4px 12px;font-weight:700;font-size:13px;max-width:100%;overflow:hidden;text-overflow:ellipsis}
.button.primary{background:#007a5a;border-color:#007a5a;color:#fff}.button.danger{border-color:#e01e5a;color:#e01e5a}
img{max-width:100%;border-radius:8px;display:block}
label{display:block;margin:12px 0}small{color:#616061;display:block;font-size:13px}label small{display:inline}
.input{border:1px solid #868686;border-radius:4px;padding:8px;min-height:36px;margin-top:4px}.input.tall{min-height:84px}
.option{margin:6px 0;display:flex;gap:8px}.box,.dot{flex:none;width:16px;height:16px;margin-top:3px;border:1px solid #868686;border-radius:3px}.dot{border-radius:50%}
code{background:#eee;border-radius:3px;padding:1px 3px}
a{color:#1264a3;text-decoration:none}
.dialog{border:1px solid #ddd;border-radius:8px}.dialog>header,.dialog>footer{padding:14px 20px;font-weight:900;font-size:18px;display:flex;justify-content:space-between}
.dialog>section{padding:0 20px}
@media (prefers-color-scheme:dark){body{color:#d1d2d3;background:#1a1d21}.alone{background:#222529}.context,small,.from small{color:#ababad}.button{border-color:#797c81}a{color:#1d9bd1}code{background:#222}.dialog{border-color:#444}}
`;

/** Something on a person's screen as a page that looks much as Slack shows it. */
export function drawShown(shown: Shown, pictures: ReadonlyMap<string, Buffer>): string {
  const body = blocksOf(shown)
    .map((block) => drawBlock(block, pictures))
    .join("\n");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${style}</style><body>${framed(shown, body)}</body></html>`;
}

function framed(shown: Shown, body: string): string {
  if (shown.kind === "home") return body;
  if (shown.kind === "message") {
    const alone = shown.isAlone ? "<small>Only visible to you</small>" : "";
    return `<div class="${shown.isAlone ? "alone" : ""}"><div class="from">ISO 42001 advisor${alone}</div>${body}</div>`;
  }
  const view = shown.call.body["view"] as {
    readonly title: TextObject;
    readonly submit?: TextObject;
    readonly close: TextObject;
  };
  const submit = view.submit ? `<span class="button primary">${drawText(view.submit)}</span>` : "";
  return `<div class="dialog"><header>${drawText(view.title)}</header><section>${body}</section><footer><span class="button">${drawText(view.close)}</span>${submit}</footer></div>`;
}

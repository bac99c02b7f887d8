import { readAnswer } from "./answer.js";
import type { Answer } from "./answer.js";
import { Attachments } from "./attach.js";
import type { SentFile } from "./attach.js";
import { drawCard } from "./draw-card.js";
import type { Pressed } from "./draw-card.js";

type Words = Readonly<Record<string, string>>;
type Sent =
  | { kind: "words"; text: string; files?: readonly SentFile[] }
  | ({ kind: "press" } & Pick<Pressed, "press" | "several" | "values">);

const find = <T extends Element>(selector: string, kind: new () => T): T => {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new TypeError(`The page lacks ${selector}.`);
  return found;
};
const log = find("#log", HTMLDivElement);
const thinking = find("#thinking", HTMLParagraphElement);
const composer = find("#composer", HTMLFormElement);
const wordsInput = find("#words", HTMLTextAreaElement);
const personSelect = find("#person", HTMLSelectElement);
const words = (await (await fetch("/playground/words.json")).json()) as Words;
const word = (key: string): string => words[key] ?? "";
const attachments = new Attachments(
  find("#attached", HTMLUListElement),
  find("#attach", HTMLButtonElement),
  find("#files", HTMLInputElement),
  {
    word,
    refuse: (sentence) => {
      showProblem(sentence, undefined);
    },
  },
);
/** How often the page asks whether the bot has something to say by itself. */
const inboxEveryMs = 4_000;

setUp();

function setUp(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]"))
    element.textContent = word(element.dataset["word"] ?? "");
  wordsInput.placeholder = word("placeholder");
  log.setAttribute("aria-label", word("log"));
  for (const person of ["you", "colleague", "outsider"]) personSelect.add(new Option(word(`person.${person}`), person));
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = wordsInput.value;
    if (text.trim() === "" && attachments.isEmpty) return;
    wordsInput.value = "";
    grow();
    say(text);
  });
  document.body.dataset["drop"] = word("drop");
  setInterval(() => {
    if (document.visibilityState === "visible") void openInbox();
  }, inboxEveryMs);
  wordsInput.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  wordsInput.addEventListener("input", grow);
  addStarters();
  wordsInput.focus();
}

function grow(): void {
  wordsInput.style.height = "auto";
  wordsInput.style.height = `${String(wordsInput.scrollHeight + 2)}px`;
}

function addStarters(): void {
  const box = element("section", "starters");
  const title = element("h2");
  title.textContent = word("try");
  const row = element("div");
  for (const key of ["try.1", "try.2", "try.3", "try.4"]) {
    row.append(
      button(word(key), () => {
        say(word(key));
      }),
    );
  }
  box.append(title, row);
  log.append(box);
}

function say(text: string): void {
  const said = element("p", "said");
  said.textContent = [text, ...attachments.names.map((name) => `📎 ${name}`)].join("\n").trim();
  log.append(said);
  void attachments.take().then((files) => send({ kind: "words", text, files }, undefined, crypto.randomUUID()));
}

/** What the bot says without having been asked; the log's region reads it out when there is a pause. */
async function openInbox(): Promise<void> {
  try {
    const response = await fetch(`/playground/inbox?person=${encodeURIComponent(personSelect.value)}`);
    if (!response.ok) return;
    const { answers } = (await response.json()) as { readonly answers: readonly Answer[] };
    for (const answer of answers) {
      const head = element("p", "inbox");
      head.textContent = word("inbox");
      log.append(head);
      show({ ...answer, replaces: false }, undefined);
    }
  } catch {
    // The program is not there just now; a turn would say so, a look into the inbox need not.
  }
}

/** One turn. The same id goes out again on "Try again", so that nothing is done twice. */
async function send(input: Sent, from: HTMLElement | undefined, id: string): Promise<void> {
  thinking.hidden = false;
  scrollDown();
  const progress = element("p", "progress");
  try {
    const response = await fetch("/playground/turn", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id, person: personSelect.value, input }),
    });
    const answer = await readAnswer(response, (text) => {
      progress.textContent = text;
      if (!progress.isConnected) log.append(progress);
      scrollDown();
    });
    progress.remove();
    if ("error" in answer) showProblem(answer.error, undefined);
    else show(answer, from);
  } catch {
    showProblem(word("failed"), () => {
      void send(input, from, id);
    });
  } finally {
    progress.remove();
    thinking.hidden = true;
  }
}

function show(answer: Answer, from: HTMLElement | undefined): void {
  const drawn = answer.cards.map((card) => {
    const box = element("section", "answer");
    box.tabIndex = -1;
    drawCard(card, box, (pressed) => {
      void send(
        { kind: "press", press: pressed.press, several: pressed.several, values: pressed.values },
        box,
        crypto.randomUUID(),
      );
    });
    return box;
  });
  for (const file of answer.files) drawn.at(-1)?.append(download(file));
  if (answer.replaces && from?.isConnected) from.replaceWith(...drawn);
  else log.append(...drawn);
  // After a press the focus goes to what it brought, so that keyboard and screen reader go on there.
  if (from) drawn[0]?.focus({ preventScroll: true });
  // A long answer is read from its start.
  drawn[0]?.scrollIntoView({ block: drawn[0].offsetHeight > log.clientHeight ? "start" : "nearest" });
}

function download(file: Answer["files"][number]): HTMLElement {
  const link = document.createElement("a");
  link.className = "plain";
  link.download = file.name;
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }));
  link.textContent = word("download").replace("{name}", file.name);
  return link;
}

function showProblem(sentence: string, retry: (() => void) | undefined): void {
  const box = element("section", "answer problem");
  box.setAttribute("role", "alert");
  const text = element("p");
  text.textContent = sentence;
  box.append(text);
  if (retry) {
    box.append(
      button(word("retry"), () => {
        box.remove();
        retry();
      }),
    );
  }
  log.append(box);
  box.scrollIntoView({ block: "nearest" });
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}

function element(name: string, className?: string): HTMLElement {
  const made = document.createElement(name);
  if (className !== undefined) made.className = className;
  return made;
}

function scrollDown(): void {
  log.scrollTop = log.scrollHeight;
}

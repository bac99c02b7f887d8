import { drawCard } from "./draw-card.js";
import type { Pressed } from "./draw-card.js";

type Words = Readonly<Record<string, string>>;
type Sent = { kind: "words"; text: string } | ({ kind: "press" } & Pick<Pressed, "press" | "several" | "values">);
interface Answer {
  readonly cards: readonly unknown[];
  readonly replaces: boolean;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly text: string }[];
}

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
    if (text.trim() === "") return;
    wordsInput.value = "";
    grow();
    say(text);
  });
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
  said.textContent = text;
  log.append(said);
  void send({ kind: "words", text }, undefined, crypto.randomUUID());
}

/** One turn. The same id goes out again on "Try again", so that nothing is done twice. */
async function send(input: Sent, from: HTMLElement | undefined, id: string): Promise<void> {
  thinking.hidden = false;
  scrollDown();
  try {
    const response = await fetch("/playground/turn", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id, person: personSelect.value, input }),
    });
    const answer = (await response.json()) as Answer & { readonly error?: string };
    if (answer.error !== undefined) showProblem(answer.error, undefined);
    else show(answer, from);
  } catch {
    showProblem(word("failed"), () => {
      void send(input, from, id);
    });
  } finally {
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
  link.href = URL.createObjectURL(new Blob([file.text], { type: file.mediaType }));
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

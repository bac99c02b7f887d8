/** A file as a turn carries it. */
export interface SentFile {
  readonly name: string;
  readonly base64: string;
}

interface AttachParts {
  readonly word: (key: string) => string;
  /** Says that a file is too large to be sent along. */
  readonly refuse: (sentence: string) => void;
}

/** What one file may weigh, as the program takes it. */
const fileBytes = 5_000_000;
const filesInTurn = 5;

/** The attach button, the drop area and the list of what is attached, all by keyboard too. */
export class Attachments {
  readonly #parts: AttachParts;
  readonly #list: HTMLUListElement;
  readonly #button: HTMLButtonElement;
  #files: File[] = [];

  constructor(list: HTMLUListElement, button: HTMLButtonElement, input: HTMLInputElement, parts: AttachParts) {
    this.#parts = parts;
    this.#list = list;
    this.#button = button;
    list.setAttribute("aria-label", parts.word("attached"));
    button.setAttribute("aria-label", parts.word("attach"));
    button.title = parts.word("attach");
    button.addEventListener("click", () => {
      input.click();
    });
    input.addEventListener("change", () => {
      this.#add(input.files);
      input.value = "";
    });
    this.#takeDrops();
  }

  get isEmpty(): boolean {
    return this.#files.length === 0;
  }

  get names(): readonly string[] {
    return this.#files.map((file) => file.name);
  }

  /** What is attached, for one turn; the list is empty then. */
  async take(): Promise<readonly SentFile[]> {
    const files = this.#files;
    this.#files = [];
    this.#show();
    return Promise.all(files.map(async (file) => ({ name: file.name, base64: toBase64(await file.arrayBuffer()) })));
  }

  #add(chosen: FileList | null | undefined): void {
    for (const file of chosen ?? []) {
      if (file.size <= fileBytes) this.#files = [...this.#files, file].slice(-filesInTurn);
      else
        this.#parts.refuse(
          this.#parts
            .word("file.too-large")
            .replace("{name}", file.name)
            .replace("{megabytes}", String(fileBytes / 1_000_000)),
        );
    }
    this.#show();
  }

  #show(): void {
    this.#list.hidden = this.isEmpty;
    this.#list.replaceChildren(
      ...this.#files.map((file) => {
        const item = document.createElement("li");
        const remove = document.createElement("button");
        remove.type = "button";
        remove.className = "plain";
        remove.textContent = "×";
        remove.setAttribute("aria-label", this.#parts.word("attached.remove").replace("{name}", file.name));
        remove.addEventListener("click", () => {
          this.#files = this.#files.filter((other) => other !== file);
          this.#show();
          this.#button.focus();
        });
        item.append(file.name, remove);
        return item;
      }),
    );
  }

  #takeDrops(): void {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    document.addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) document.body.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
      document.body.classList.remove("dropping");
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.#add(event.dataTransfer?.files);
    });
  }
}

/** In parts: a call takes only so many arguments. */
function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 32_768)
    parts.push(String.fromCharCode(...bytes.subarray(from, from + 32_768)));
  return btoa(parts.join(""));
}

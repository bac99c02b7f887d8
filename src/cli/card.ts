import { cardAsMarkdown, cardWordKeys, describeAdvisor } from "../ai-card.js";
import { knowledgeFolder, packageVersion } from "../package-root.js";
import { systemClock } from "../system.js";
import { obtainContent } from "../content/kept-content.js";
import { loadWords } from "../content/read-words.js";
import { requireSettings } from "./settings.js";

/** Prints the advisor's own AI-system card, as it is configured now. */
export async function card(): Promise<void> {
  const described = describeAdvisor({
    settings: requireSettings(),
    content: await obtainContent(knowledgeFolder()),
    words: await loadWords(knowledgeFolder(), "card", cardWordKeys),
    version: await packageVersion(),
    today: systemClock().toISOString().slice(0, 10),
  });
  process.stdout.write(cardAsMarkdown(described));
}

/** The text of a new answer file, for an editor to fill in; `knowledge check` names what is still missing. */
export function newAnswerFile(slug: string, now: Date): string {
  const title = slug.replaceAll("-", " ");
  return `---
id: "${slug}"
title: "${title.charAt(0).toUpperCase()}${title.slice(1)}"
asks: # 20 or more ways people ask it, as they would type them: formal and chat, question, statement and keywords
  - what is ${title}
related: [] # one to four other answers
sources: [] # keys of sources.yaml
reviewed: ${now.toISOString().slice(0, 10)} # the day you checked every fact
---

The short answer: at most 60 words. Answer first, explain after, no unexplained abbreviation.

## In more detail

The longer answer: 120 to 250 words, short paragraphs or lists.

## What to do next

- The smallest step first.
- Two to four of them.
`;
}

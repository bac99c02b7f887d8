// Search libraries as a careful user would set them up. Each was tried with an answer as one document and with a phrasing as
// one document, its three best phrasings voting for their topic; here is the better of the two on the tuning part.
import { create, insertMultiple, search as searchOrama } from "@orama/orama";
import { Index } from "flexsearch";
import Fuse from "fuse.js";
import lunr from "lunr";
import MiniSearch from "minisearch";
import { stemmer } from "stemmer";

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const answersOf = (entries) =>
  entries.map(({ id, title, asks, short, detail }) => ({
    id,
    title,
    asks: asks.join("\n"),
    text: `${short}\n${detail}`,
  }));
const phrasingsOf = (entries) =>
  entries.flatMap(({ id, title, asks, short, detail }) =>
    [title, ...asks, ...`${short} ${detail}`.split(/(?<=[.!?])\s+|\n+/u)]
      .filter((text) => text.trim() !== "")
      .map((text, number) => ({ id: `${id}#${number}`, text })),
  );

const shares = [0.6, 0.25, 0.15];
/** Phrasings found, best first, to their topics. */
function vote(hits) {
  const votes = new Map();
  for (const { id, score } of hits.slice(0, 50)) {
    const topic = id.split("#")[0];
    const { sum = 0, count = 0 } = votes.get(topic) ?? {};
    votes.set(topic, { sum: sum + score * (shares[count] ?? 0), count: count + 1 });
  }
  return [...votes].sort((a, b) => b[1].sum - a[1].sum).map(([topic]) => topic);
}

export const peers = [
  {
    name: "MiniSearch",
    build: (entries) => {
      const index = new MiniSearch({
        fields: ["title", "asks", "text"],
        processTerm: (term) => stemmer(term.toLowerCase()),
        searchOptions: {
          boost: { title: 2, asks: 3 },
          fuzzy: (term) => (term.length > 4 ? 0.2 : false),
          prefix: false,
        },
      });
      index.addAll(answersOf(entries));
      return (question) => index.search(question).map(({ id }) => id);
    },
  },
  {
    name: "Lunr",
    build: (entries) => {
      const index = lunr(function () {
        this.ref("id");
        this.field("text");
        for (const document of phrasingsOf(entries)) this.add(document);
      });
      return (question) =>
        vote(
          index
            .query((query) => {
              for (const word of wordsOf(question)) query.term(lunr.tokenizer(word));
            })
            .map(({ ref, score }) => ({ id: ref, score })),
        );
    },
  },
  {
    name: "Orama",
    build: async (entries) => {
      const index = create({
        schema: { id: "string", text: "string" },
        components: { tokenizer: { language: "english", stemming: true, stemmer } },
      });
      await insertMultiple(index, phrasingsOf(entries));
      return async (question) => {
        const { hits } = await searchOrama(index, { term: question, properties: ["text"], threshold: 1, limit: 50 });
        return vote(hits.map(({ document, score }) => ({ id: document.id, score })));
      };
    },
  },
  {
    name: "FlexSearch",
    build: (entries) => {
      const documents = phrasingsOf(entries);
      const index = new Index({ tokenize: "strict", encode: (text) => wordsOf(text).map(stemmer) });
      documents.forEach(({ text }, number) => index.add(number, text));
      return (question) =>
        vote(
          index
            .search(question, { suggest: true, limit: 20 })
            .map((number, rank) => ({ id: documents[number].id, score: 1 / (rank + 1) })),
        );
    },
  },
  {
    name: "Fuse.js",
    // Nearly a second a question with so many phrasings.
    every: 8,
    build: (entries) => {
      const index = new Fuse(phrasingsOf(entries), {
        keys: ["text"],
        includeScore: true,
        ignoreLocation: true,
        threshold: 0.7,
      });
      return (question) =>
        vote(
          index
            .search(question.slice(0, 32), { limit: 50 })
            .map(({ item, score }) => ({ id: item.id, score: 1 - score })),
        );
    },
  },
];

// Search libraries as a careful user would set them up: every phrasing in the index, fields weighted, typing slips forgiven.
import { create, insertMultiple, search as searchOrama } from "@orama/orama";
import { Document } from "flexsearch";
import Fuse from "fuse.js";
import lunr from "lunr";
import MiniSearch from "minisearch";
import { stemmer } from "stemmer";

const documentsOf = (entries) =>
  entries.map(({ id, title, asks, short, detail }) => ({
    id,
    title,
    asks: asks.join("\n"),
    text: `${short}\n${detail}`,
  }));
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

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
      index.addAll(documentsOf(entries));
      return (question) => index.search(question).map(({ id }) => id);
    },
  },
  {
    name: "Orama",
    build: async (entries) => {
      const index = create({
        schema: { id: "string", title: "string", asks: "string", text: "string" },
        components: { tokenizer: { language: "english", stemming: true, stemmer } },
      });
      await insertMultiple(index, documentsOf(entries));
      return async (question) => {
        const { hits } = await searchOrama(index, {
          term: question,
          properties: ["title", "asks", "text"],
          boost: { title: 2, asks: 3 },
          threshold: 1,
          limit: 3,
        });
        return hits.map(({ document }) => document.id);
      };
    },
  },
  {
    name: "Fuse.js",
    // Over a second a question with so many phrasings.
    every: 8,
    build: (entries) => {
      const index = new Fuse(
        entries.flatMap(({ id, title, asks }) => [title, ...asks].map((text) => ({ id, text }))),
        { keys: ["text"], includeScore: true, ignoreLocation: true, threshold: 0.7 },
      );
      return (question) => [...new Set(index.search(question.slice(0, 32), { limit: 30 }).map(({ item }) => item.id))];
    },
  },
  {
    name: "FlexSearch",
    build: (entries) => {
      const index = new Document({
        document: { id: "id", index: ["title", "asks", "text"] },
        tokenize: "forward",
        encode: (text) => wordsOf(text).map(stemmer),
      });
      for (const document of documentsOf(entries)) index.add(document);
      return (question) => {
        const votes = new Map();
        for (const word of wordsOf(question))
          for (const { field, result } of index.search(word, { limit: 20 }))
            result.forEach((id, rank) =>
              votes.set(id, (votes.get(id) ?? 0) + (field === "asks" ? 3 : field === "title" ? 2 : 1) / (rank + 1)),
            );
        return [...votes].sort((a, b) => b[1] - a[1]).map(([id]) => id);
      };
    },
  },
  {
    name: "Lunr",
    build: (entries) => {
      const index = lunr(function () {
        this.field("title", { boost: 2 });
        this.field("asks", { boost: 3 });
        this.field("text");
        for (const document of documentsOf(entries)) this.add(document);
      });
      return (question) =>
        index
          .query((query) => {
            for (const word of wordsOf(question))
              query.term(lunr.tokenizer(word), { editDistance: word.length > 4 ? 1 : 0 });
          })
          .map(({ ref }) => ref);
    },
  },
];

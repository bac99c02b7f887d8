import type { PersonId } from "../ids.js";
import type { DraftWords, ShowDate } from "./compose-draft.js";
import type { Draft } from "./draft.js";
import type { Ground } from "./ground.js";

interface Source {
  readonly words: DraftWords;
  readonly nameOf: (person: PersonId | null) => string;
  readonly showDate: ShowDate;
}

/** What a draft rests on, for the user: the question, its state, who said so and when; a line for each part answered one by one. */
export function restsOn({ words, nameOf, showDate }: Source, { question, grounds }: Draft): readonly string[] {
  const given = ({ by, at }: Ground): { who: string; when: string } => ({
    who: nameOf(by),
    when: at === undefined ? "" : showDate(at),
  });
  const [first] = grounds;
  if (!first || !first.requirement) {
    return [
      first?.state
        ? words.plain("draft.rests", { question: question.text, state: first.state.label, ...given(first) })
        : words.plain("draft.rests-unanswered", { question: question.text }),
    ];
  }
  return [
    words.plain("draft.rests-parts", { question: question.text, count: grounds.length }),
    ...grounds.flatMap((ground) => {
      const { requirement, state, isInferred } = ground;
      if (!requirement) return [];
      const { number, title } = requirement;
      if (!state) return [words.plain("draft.rests-part-open", { number, title })];
      return [
        words.plain(isInferred ? "draft.rests-part-inferred" : "draft.rests-part", {
          number,
          title,
          state: state.label,
          ...given(ground),
        }),
      ];
    }),
  ];
}

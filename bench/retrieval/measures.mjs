/** Whether a topic is the one that was meant, or another that a fair judge would take. */
export const isRight = ({ topic, also = [] }, candidate) =>
  topic !== null && (topic === candidate || also.includes(candidate));

/** Figures over asked questions: `{ topic, also?, finding }`, where a null topic is out of scope. */
export function measure(asked) {
  const firstOf = ({ finding }) => (finding.kind === "answer" ? finding.entry.id : finding.alternatives[0]?.topic);
  const namedOf = ({ finding }) => [
    ...(finding.kind === "answer" ? [finding.entry.id] : []),
    ...finding.alternatives.map(({ topic }) => topic),
  ];
  const inside = asked.filter(({ topic }) => topic !== null);
  const outside = asked.filter(({ topic }) => topic === null);
  const answers = asked.filter(({ finding }) => finding.kind === "answer");
  const unknown = asked.filter(({ finding }) => finding.kind === "unknown");
  const insideAnswers = inside.filter(({ finding }) => finding.kind === "answer");
  const share = (part, whole) => (whole.length === 0 ? 0 : part.length / whole.length);
  const bands = bandsOf(
    answers.map((one) => ({ stated: one.finding.confidence, isRight: isRight(one, firstOf(one)) })),
  );
  return {
    first: share(
      inside.filter((one) => isRight(one, firstOf(one))),
      inside,
    ),
    firstThree: share(
      inside.filter((one) =>
        namedOf(one)
          .slice(0, 3)
          .some((topic) => isRight(one, topic)),
      ),
      inside,
    ),
    straight: share(insideAnswers, inside),
    straightWrong: share(
      insideAnswers.filter((one) => !isRight(one, firstOf(one))),
      inside,
    ),
    refused: share(
      inside.filter(({ finding }) => finding.kind === "unknown"),
      inside,
    ),
    outsideAnswered: share(
      outside.filter(({ finding }) => finding.kind === "answer"),
      outside,
    ),
    outsideClarified: share(
      outside.filter(({ finding }) => finding.kind === "clarify"),
      outside,
    ),
    abstentionPrecision: share(
      unknown.filter(({ topic }) => topic === null),
      unknown,
    ),
    abstentionRecall: share(
      outside.filter(({ finding }) => finding.kind === "unknown"),
      outside,
    ),
    calibrationError: bands.reduce(
      (sum, { count, stated, right }) => sum + (count / Math.max(1, answers.length)) * Math.abs(stated - right),
      0,
    ),
    bands,
  };
}

/** Ten bands of stated confidence; in an honest search stated and right agree in each. */
function bandsOf(answers) {
  return Array.from({ length: 10 }, (_, band) => {
    const [from, to] = [band / 10, (band + 1) / 10];
    const within = answers.filter(({ stated }) => stated >= from && (stated < to || band === 9));
    const mean = (pick) => within.reduce((sum, one) => sum + pick(one), 0) / within.length;
    return {
      from,
      to,
      count: within.length,
      stated: mean(({ stated }) => stated),
      right: mean((one) => Number(one.isRight)),
    };
  }).filter(({ count }) => count > 0);
}

export const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

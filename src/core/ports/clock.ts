/** The time now; passed in so that tests and replays decide it. */
export type Clock = () => Date;

/** Characters that XML 1.0 cannot hold and no reader can see: controls other than tab and line breaks, and non-characters. */
// eslint-disable-next-line no-control-regex -- finding control characters is what it is for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\u2028\u2029]/g;

/** The text without control characters and halves of characters, its line breaks as \n. */
export const dropControls = (text: string): string =>
  text
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, "\n")
    .replace(unprintable, "")
    .replace(/[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "");

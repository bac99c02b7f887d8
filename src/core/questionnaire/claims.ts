/** Words that a draft never holds, whoever typed them: only a certification body or a lawyer may say so. */
const claim = /certified|certificat|compliant|guarant/iu;

/** Whether a text a person typed claims what a draft must not. */
export const holdsClaim = (text: string): boolean => claim.test(text.normalize("NFKC").replaceAll(/\p{Cf}/gu, ""));

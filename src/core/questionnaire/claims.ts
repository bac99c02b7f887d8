/** Words that a draft never holds, whoever typed them: only a certification body or a lawyer may say so. */
const claim =
  /certif|zertif|accredit|akkredit|complian(?:t|ce)|guarant|\bcerts?\b|\b(?:we|are|is|fully|ISO|AI|system) (?:fully )?(?:compl(?:y|ies)|conforms?|registered)\b/iu;

/** Whether a text a person typed claims what a draft must not. */
export const holdsClaim = (text: string): boolean =>
  claim.test(text.normalize("NFKC").replaceAll(/[\p{Cf}\p{Pd}]/gu, ""));

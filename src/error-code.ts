/** The system's code of a fault, such as ENOSPC or ECONNREFUSED. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "an unknown error";

import type { Stage } from "../stage.js";
import type { Findings } from "./findings.js";

/** Whether it is up, and says of itself what is so. */
export async function checkSaid(
  { child }: Stage,
  { untrue }: Findings,
  { damages = false }: { readonly damages?: boolean | undefined },
): Promise<void> {
  for (const path of ["/healthz", "/readyz"]) {
    const status = (await child.asks(path, 30_000))?.status;
    if (status !== 200) untrue.push(`${path} says ${String(status)}`);
  }
  const { text } = await child.runs("doctor");
  if (!text.includes("The program is running")) untrue.push("doctor does not see it running");
  const wrong = text.split("\n").filter((line) => line.startsWith("WRONG"));
  const isNamed = wrong.some((line) => line.includes("damaged file was set aside"));
  if (isNamed !== damages || wrong.length > (damages ? 1 : 0))
    untrue.push(`doctor says ${wrong.join(" ") || "all is well"}`);
  const crashes = child.ends.filter(({ isMeant, signal }) => !isMeant && signal !== "SIGKILL");
  if (crashes.length > 0)
    untrue.push(`it ended by itself (${String(crashes[0]?.code)}): ${child.noise.join("").slice(-300)}`);
}

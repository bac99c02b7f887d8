import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aMoment, comesTrue, pause } from "../fault.js";
import type { Fault } from "../fault.js";
import { tree } from "../stage.js";
import type { Stage } from "../stage.js";

/** Somebody's editor, or a bad disk, leaves half a file of a team while the program is stopped. */
async function damageFile(stage: Stage): Promise<string | undefined> {
  const { child, slack, dataDir, random } = stage;
  const player = slack.player(tree, "TIA");
  await player.act({ kind: "types", words: "assess" }, /Question 1 of 9/, 20_000);
  await aMoment(stage);
  await child.end("SIGTERM");
  const folder = join(dataDir, "teams");
  const texts = new Map<string, string>();
  for (const name of await readdir(folder)) texts.set(name, await readFile(join(folder, name), "utf8"));
  const [name, text] = [...texts].find(([, whole]) => whole.includes(`"${tree}"`)) ?? [];
  if (name === undefined || text === undefined) return undefined;
  const half = text.slice(0, Math.floor(text.length * (0.2 + 0.6 * random())));
  await writeFile(join(folder, name), half);
  await child.start();
  const find = async (): Promise<string | undefined> =>
    (await readdir(folder)).find((other) => other.includes(".damaged-"));
  await comesTrue(async () => {
    await player.act({ kind: "types", words: "status" }, /./, 5_000);
    return (await find()) !== undefined;
  });
  const aside = await find();
  if (aside === undefined || (await readFile(join(folder, aside), "utf8")) !== half)
    throw new TypeError("the damaged file was not set aside as it was");
  return child.logged(({ msg }) => msg === "store.file-damaged").length > 0 ? "set aside untouched" : undefined;
}

/** A second one is started on the same folder; and after a kill, a lock of somebody long gone is in the way. */
async function lockOut(stage: Stage): Promise<string | undefined> {
  const { child, dataDir, random } = stage;
  await aMoment(stage);
  const second = await child.runs("start");
  await child.end("SIGKILL");
  const lock = join(dataDir, "lock");
  const held = JSON.parse(await readFile(lock, "utf8")) as Record<string, unknown>;
  // As if another process had got the number since: this one lives, and began at another time.
  await writeFile(lock, JSON.stringify({ ...held, pid: process.ppid }));
  await pause(random() * 300);
  await child.start();
  const isRefused = second.code === 1 && second.text.includes("already writes this data folder");
  return isRefused ? "a second one was refused, and a stale lock taken away" : undefined;
}

export const files: readonly Fault[] = [
  { name: "team file damaged", strike: damageFile, damages: true },
  { name: "locked twice", strike: lockOut },
];

// Appends answers to several teams at once, and prints the id of each one only after it was acknowledged.
import { openFileStore } from "../dist/stores/files/open-file-store.js";
import { createLog } from "../dist/log.js";

const [dataDir, round] = process.argv.slice(2);
let made = 0;
const unique = () => `${round}-${process.pid}-${(made += 1)}`;
const store = await openFileStore({
  dataDir,
  clock: () => new Date(),
  unique,
  log: createLog("silent"),
  mode: "write",
});
process.stdout.write("open\n");
const write = async (team) => {
  for (;;) {
    const id = unique();
    await store.teams.append(team, () => ({
      entries: [{ kind: "person-named", id, at: new Date().toISOString(), by: null, person: "p", name: `name ${id}` }],
      result: undefined,
    }));
    process.stdout.write(`${team} ${id}\n`);
    await store.claims.claim(`event ${id}`, 60_000);
  }
};
await Promise.all(["team_a", "team_b", "team_c", "team_a", "team_b"].map(write));

import { createInterface } from "node:readline/promises";
import { AdvisorError } from "../core/errors.js";
import { teamId } from "../core/ids.js";
import { note, operate, withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

/** `teams list|export|lead|reset|forget`. */
export async function teams(
  verb: string,
  id: string | undefined,
  person: string | undefined,
  isSure: boolean,
): Promise<void> {
  const settings = requireSettings();
  if (verb === "list") {
    const summaries = await withStore(settings, "read", (store) => store.directory.summaries());
    for (const summary of summaries) {
      const workspaces = summary.workspaces.map((workspace) => `${workspace.platform}:${workspace.id}`).join(", ");
      process.stdout.write(
        `${summary.team}  ${workspaces || "(deleted, last word to the consultant under way)"}  last activity ${summary.lastActivity ?? "never"}  ${String(summary.openConsultations.length)} open requests\n`,
      );
    }
    if (summaries.length === 0) process.stdout.write("There are no teams yet.\n");
    return;
  }
  if (id === undefined) throw mistake(`"teams ${verb}" needs a team's id.`);
  const team = teamId(id);
  switch (verb) {
    case "export": {
      const trail = await withStore(settings, "read", (store) => store.teams.read(team));
      if (trail.entries.length === 0) throw mistake("There is no team with that id.");
      await note(settings, { did: "export", team });
      process.stdout.write(`${JSON.stringify(trail, undefined, 2)}\n`);
      return;
    }
    case "lead":
      if (person === undefined) throw mistake('"teams lead" needs a person\'s id, such as slack:T0123:U0123.');
      return operate(settings, { kind: "set-lead", team: id, person });
    case "reset":
      return operate(settings, { kind: "reset-team", team: id });
    case "forget":
      if (!isSure && !(await confirms(id))) {
        process.stdout.write("Nothing was deleted.\n");
        return;
      }
      return operate(settings, { kind: "forget-team", team: id });
    default:
      throw mistake(`"${verb}" is not something "teams" can do: list, export, lead, reset or forget.`);
  }
}

const mistake = (happened: string): AdvisorError =>
  new AdvisorError("operator-mistake", { happened, next: 'List teams with "npx iso42001 teams list".' });

async function confirms(id: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw mistake('Without a terminal to ask in, "teams forget" needs --yes.');
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await reader.question(`Delete everything stored for ${id}? Type yes: `);
  reader.close();
  return answer.trim().toLowerCase() === "yes";
}

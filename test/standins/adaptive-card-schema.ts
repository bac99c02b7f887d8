import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";

const schemas = new URL("../../../shared/schemas/", import.meta.url);

/** Whether Microsoft's schema of version 1.5 is on this machine; it is not ours to pass on. */
export const hasSchema = existsSync(schemas);

/** What Microsoft's schema finds wrong with a card, at most three faults. */
export function schemaFaults(): (card: unknown) => readonly unknown[] {
  const schema = withoutBooleanRequired(
    JSON.parse(readFileSync(new URL("adaptive-card-1.5.0.json", schemas), "utf8")),
  ) as Record<string, unknown>;
  delete schema["$schema"];
  delete schema["id"];
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  return (card) => {
    // `validate` narrows to unknown; only its verdict matters.
    const isValid: boolean = validate(card);
    return isValid ? [] : (validate.errors ?? []).slice(0, 3);
  };
}

/** The schema's `required: true` on properties is no valid JSON Schema (see its README). */
function withoutBooleanRequired(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutBooleanRequired);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      key === "required" && typeof value === "boolean" ? [] : [[key, withoutBooleanRequired(value)]],
    ),
  );
}

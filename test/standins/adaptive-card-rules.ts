import { z } from "zod";

/**
 * The part of Adaptive Cards 1.5 that we draw, typed; independent of the renderer, and stricter than Microsoft's schema:
 * an unknown element or property is a fault, and so is what Teams takes but people then miss (a picture without words, an
 * input that cannot say what is wrong). Sources: the schema of 1.5, Teams' pages on
 * Universal Actions (60 users, `Action.Submit` as fallback) and message extensions (28 KB).
 */
const style = z.enum(["default", "emphasis", "good", "attention", "warning", "accent"]);
const color = z.enum(["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"]);
const size = z.enum(["Small", "Default", "Medium", "Large", "ExtraLarge"]);
const spacing = z.enum(["None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"]);
const words = z.string().min(1);
const data = z.record(z.string(), z.unknown());

const openUrl = z.strictObject({ type: z.literal("Action.OpenUrl"), url: z.url({ protocol: /^(https?|mailto)$/ }) });
const pressLook = {
  title: words.max(60),
  data,
  style: z.enum(["positive", "destructive"]).optional(),
  associatedInputs: z.literal("none").optional(),
};
const submit = z.strictObject({ type: z.literal("Action.Submit"), ...pressLook });
const action = z.discriminatedUnion("type", [
  openUrl.extend({ title: words }),
  submit,
  z.strictObject({ type: z.literal("Action.Execute"), verb: words, ...pressLook, fallback: submit }),
]);

const textRun = z.strictObject({
  type: z.literal("TextRun"),
  text: words,
  weight: z.literal("Bolder").optional(),
  italic: z.literal(true).optional(),
  fontType: z.literal("Monospace").optional(),
  size: size.optional(),
  isSubtle: z.literal(true).optional(),
  selectAction: openUrl.optional(),
});

const inputBase = {
  id: words,
  label: words,
  isRequired: z.literal(true).optional(),
  errorMessage: words.optional(),
};
const choice = z.strictObject({ title: words, value: words.regex(/^[^,]*$/, "a comma parts the values of a choice") });

const element: z.ZodType = z.lazy(() =>
  z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("TextBlock"),
      text: words,
      wrap: z.literal(true),
      style: z.literal("heading").optional(),
      weight: z.literal("Bolder").optional(),
      size: size.optional(),
      color: color.optional(),
      isSubtle: z.literal(true).optional(),
      spacing: spacing.optional(),
    }),
    z.strictObject({ type: z.literal("RichTextBlock"), inlines: z.array(textRun).min(1) }),
    z.strictObject({
      type: z.literal("ColumnSet"),
      spacing: spacing.optional(),
      columns: z.array(column).min(1),
    }),
    z.strictObject({
      type: z.literal("Container"),
      style: style.optional(),
      minHeight: z
        .string()
        .regex(/^\d+px$/)
        .optional(),
      items: z.array(element),
    }),
    z.strictObject({ type: z.literal("Image"), url: words, altText: words, size: z.literal("Stretch").optional() }),
    z.strictObject({ type: z.literal("ActionSet"), actions: z.array(action).min(1).max(6) }),
    z.strictObject({
      type: z.literal("Input.Text"),
      ...inputBase,
      isMultiline: z.boolean(),
      maxLength: z.int().positive(),
      placeholder: words.optional(),
      value: words.optional(),
      style: z.enum(["email", "url"]).optional(),
      regex: z
        .string()
        .refine((pattern) => isPattern(pattern), "no pattern")
        .optional(),
    }),
    z.strictObject({ type: z.literal("Input.Date"), ...inputBase, value: z.iso.date().optional() }),
    z.strictObject({
      type: z.literal("Input.ChoiceSet"),
      ...inputBase,
      isMultiSelect: z.boolean(),
      style: z.enum(["compact", "expanded"]),
      choices: z.array(choice).min(1),
      wrap: z.literal(true),
      value: words.optional(),
    }),
    z.strictObject({
      type: z.literal("Input.Toggle"),
      id: words,
      title: words,
      valueOn: words,
      valueOff: z.string(),
      wrap: z.literal(true),
      value: z.string(),
    }),
  ]),
);

const column = z.strictObject({
  type: z.literal("Column"),
  width: z.union([z.number().positive(), z.enum(["auto", "stretch"]), z.string().regex(/^\d+px$/)]),
  spacing: spacing.optional(),
  verticalContentAlignment: z.literal("Center").optional(),
  items: z.array(element),
});

const cardSchema = z.strictObject({
  type: z.literal("AdaptiveCard"),
  $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
  version: z.literal("1.5"),
  body: z.array(element).min(1),
  fallbackText: words,
  speak: words,
  refresh: z
    .strictObject({
      action: z.strictObject({ type: z.literal("Action.Execute"), verb: words, title: words, data }),
      userIds: z.array(words).min(1).max(60),
    })
    .optional(),
});

/** Ours; Teams itself holds message extensions to 28 KB and messages to about 100. */
const mostBytes = 25_000;

/** What is wrong with a card, one line a fault. */
export function cardFaults(card: unknown): readonly string[] {
  const read = cardSchema.safeParse(card);
  const faults = (read.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > mostBytes) faults.push(`${String(bytes)} bytes`);
  const inputs = nodesOf(card).filter(({ type }) => typeof type === "string" && type.startsWith("Input."));
  const ids = inputs.map(({ id }) => id);
  if (new Set(ids).size < ids.length) faults.push(`an input's id stands twice: ${ids.join(", ")}`);
  for (const input of inputs)
    if ((input["isRequired"] === true || input["regex"] !== undefined) && input["errorMessage"] === undefined)
      faults.push(`${String(input["id"])} cannot say what is wrong`);
  // A required input beside a button that submits something else would hold that button back.
  const submits = nodesOf(card).filter(({ type, associatedInputs }) => type === "Action.Execute" && !associatedInputs);
  if (nodesOf(card).some(({ verb }) => verb === "press") && inputs.length > 0 && submits.length !== 1)
    faults.push(`${String(submits.length)} buttons send the inputs`);
  return faults;
}

type Node = Readonly<Record<string, unknown>>;

/** Every object of a card, but for what its buttons carry and its refresh. */
function nodesOf(node: unknown): readonly Node[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== "object" || node === null) return [];
  const more = Object.entries(node).flatMap(([key, value]) =>
    key === "data" || key === "refresh" || key === "fallback" ? [] : nodesOf(value),
  );
  return [node as Node, ...more];
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== "";
  } catch {
    return false;
  }
}

import fc from "fast-check";
import { deepest, hostileKeys, hostileText, hostileValues, huge } from "./hostile.js";

export type Json = unknown;
type Path = readonly (string | number)[];

type Mutation =
  | { readonly kind: "drop" | "twice"; readonly at: number }
  | { readonly kind: "replace"; readonly at: number; readonly value: Json }
  | { readonly kind: "write"; readonly at: number; readonly text: string }
  | { readonly kind: "move"; readonly at: number; readonly from: number }
  | { readonly kind: "wrap"; readonly at: number; readonly levels: number }
  | { readonly kind: "add"; readonly at: number; readonly key: string; readonly value: Json };

const at = fc.nat(10_000);

const mutation = (texts: readonly string[]): fc.Arbitrary<Mutation> => {
  const value = fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...hostileValues) },
    { weight: 60, arbitrary: hostileText(texts) },
    { weight: 10, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom(...deepest, ...huge) },
  );
  return fc.oneof(
    fc.record({ kind: fc.constantFrom("drop" as const, "twice" as const), at }),
    fc.record({ kind: fc.constant("replace" as const), at, value }),
    // Where a text stood, a text: most payloads are still read then.
    fc.record({ kind: fc.constant("write" as const), at, text: hostileText(texts) }),
    fc.record({ kind: fc.constant("write" as const), at, text: hostileText(texts) }),
    fc.record({ kind: fc.constant("move" as const), at, from: at }),
    fc.record({ kind: fc.constant("wrap" as const), at, levels: fc.constantFrom(1, 3, 50) }),
    fc.record({ kind: fc.constant("add" as const), at, key: fc.constantFrom(...hostileKeys), value }),
  );
};

/** One of the payloads as it is, or with up to four things wrong with it. */
export const mutated = (payloads: readonly Json[], texts: readonly string[] = []): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.constantFrom(...payloads), fc.array(mutation(texts), { maxLength: 4 }))
    .map(([payload, mutations]) => mutations.reduce<Json>(change, structuredClone(payload)));

function change(payload: Json, mutation: Mutation): Json {
  const paths = pathsIn(payload);
  const pick = (index: number): Path => paths[index % paths.length] ?? [];
  const path = pick(mutation.at);
  switch (mutation.kind) {
    case "drop":
      return edit(payload, path, (parent, key) => {
        if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else Reflect.deleteProperty(parent, key);
      });
    case "twice":
      return edit(payload, path, (parent, key, value) => {
        if (Array.isArray(parent)) parent.push(...Array.from({ length: 20 }, () => structuredClone(value)));
        else put(parent, `${String(key)}2`, value);
      });
    case "replace":
      return edit(
        payload,
        path,
        (parent, key) => {
          put(parent, key, mutation.value);
        },
        structuredClone(mutation.value),
      );
    case "write": {
      const texts = paths.filter((candidate) => typeof valueAt(payload, candidate) === "string");
      return edit(payload, texts[mutation.at % Math.max(1, texts.length)] ?? path, (parent, key) => {
        put(parent, key, mutation.text);
      });
    }
    case "move":
      return edit(payload, path, (parent, key) => {
        put(parent, key, valueAt(payload, pick(mutation.from)));
      });
    case "wrap": {
      let value = valueAt(payload, path);
      for (let level = 0; level < mutation.levels; level += 1) value = level % 2 === 0 ? [value] : { value };
      return edit(payload, path, (parent, key) => {
        put(parent, key, value);
      });
    }
    case "add": {
      const objects = paths.map((candidate) => valueAt(payload, candidate)).filter(isPlain);
      const target = objects[mutation.at % Math.max(1, objects.length)];
      if (target) put(target, mutation.key, mutation.value);
      return payload;
    }
  }
}

const isPlain = (value: Json): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every place in it, the whole first. */
function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null || path.length > 60) return [path];
  return [
    path,
    ...Object.entries(value)
      .slice(0, 100)
      .flatMap(([key, inner]) => pathsIn(inner as Json, [...path, key])),
  ];
}

const valueAt = (value: Json, path: Path): Json =>
  path.reduce<Json>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? Object.getOwnPropertyDescriptor(inner, key)?.value : undefined,
    value,
  );

function edit(
  payload: Json,
  path: Path,
  work: (parent: object, key: string | number, value: Json) => void,
  instead: Json = payload,
): Json {
  const key = path.at(-1);
  const parent = valueAt(payload, path.slice(0, -1));
  if (key === undefined || typeof parent !== "object" || parent === null) return instead;
  work(parent, key, valueAt(payload, path));
  return payload;
}

/** As its own, whatever it is called. */
function put(parent: object, key: string | number, value: Json): void {
  // A copy: what stands in several places, or comes from a list, must not change with it.
  const own = structuredClone(value);
  Object.defineProperty(parent, key, { value: own, enumerable: true, configurable: true, writable: true });
}

/** A text with something wrong in it: parts dropped, doubled, put elsewhere, or hostile. */
export const mutatedText = (texts: readonly string[], more: readonly string[] = []): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.record({
          kind: fc.constantFrom("drop", "insert", "insert", "replace", "twice", "line"),
          at: fc.nat(1_000_000),
          length: fc.nat(40),
          text: hostileText(more),
        }),
        { maxLength: 4 },
      ),
    )
    .map(([text, mutations]) => mutations.reduce(changeText, text));

function changeText(
  text: string,
  { kind, at: where, length, text: other }: { kind: string; at: number; length: number; text: string },
): string {
  const from = text.length === 0 ? 0 : where % text.length;
  const cut = text.slice(from, from + length);
  switch (kind) {
    case "drop":
      return text.slice(0, from) + text.slice(from + length);
    case "insert":
      return text.slice(0, from) + other + text.slice(from);
    case "replace":
      return text.slice(0, from) + other + text.slice(from + length);
    case "twice":
      return text.slice(0, from) + cut.repeat(30) + text.slice(from);
    default: {
      const lines = text.split("\n");
      const line = where % lines.length;
      const key = /^[\s-]*[\w"]+\s*:\s?/u.exec(lines[line] ?? "")?.[0] ?? "";
      lines[line] = key + other;
      return lines.join("\n");
    }
  }
}

/** Bytes with something wrong in them. */
export const mutatedBytes = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...files.keys()),
      fc.array(fc.record({ at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }), cut: fc.boolean() }), {
        maxLength: 5,
      }),
    )
    .map(([index, mutations]) => {
      let bytes = Uint8Array.from(files[index] ?? []);
      for (const { at: where, bytes: other, cut } of mutations) {
        const from = where % Math.max(1, bytes.length);
        if (cut && where % 3 === 0) bytes = bytes.slice(0, from);
        else bytes.set(other.slice(0, Math.max(0, bytes.length - from)), Math.min(from, bytes.length));
      }
      return bytes;
    });

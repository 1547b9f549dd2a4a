import { entries, isInt, type Json, type JsonObject, numeric, object } from "@lintel/core/json";

/** How many letters a text has, one beyond U+FFFF being one. */
export function lettersOf(text: string): number {
  return [...text].length;
}

function shifted(annotation: JsonObject, offset: number): JsonObject {
  return object(
    entries(annotation).map(([name, value]) =>
      (name === "start_index" || name === "end_index") && isInt(value)
        ? [name, (numeric(value) ?? 0) + offset]
        : [name, value],
    ),
  );
}

const FIRST: readonly string[] = ["type", "url_citation"];

/** A citation of a page with what it says where chat completions have it, too. */
function nested(annotation: JsonObject): JsonObject {
  if (annotation.type !== "url_citation" || annotation.url_citation !== undefined) return annotation;
  const { type: _, ...cited } = annotation;
  return object([...entries(annotation), ["url_citation", cited]]);
}

/** What LiteLLM's model names comes first. */
function arranged(annotation: JsonObject): JsonObject {
  const named = entries(annotation).filter(([name]) => FIRST.includes(name));
  return object([...named, ...entries(annotation).filter(([name]) => !FIRST.includes(name))]);
}

/** A citation of a text that begins at a place of the message; a bare one is LiteLLM's, in the Responses API's words. */
export function citation(
  annotation: JsonObject,
  { offset, isBare }: { readonly offset: number; readonly isBare: boolean },
): JsonObject {
  const here = shifted(annotation, offset);
  return arranged(isBare ? here : nested(here));
}

/** Where the texts of a message begin that come piece by piece. */
export interface TextPlaces {
  /** Takes note of an event that tells a piece of a text. */
  take(event: JsonObject): void;
  /** Letters before the text that an event speaks of. */
  of(event: JsonObject): number;
}

/** Follows the texts of a stream. */
export function textPlaces(): TextPlaces {
  const begun: { readonly item: Json | undefined; readonly part: Json | undefined; readonly at: number }[] = [];
  let letters = 0;
  return {
    take({ output_index: item, content_index: part, delta }) {
      if (typeof delta !== "string") return;
      const last = begun.at(-1);
      if (last === undefined || last.item !== item || last.part !== part) begun.push({ item, part, at: letters });
      letters += lettersOf(delta);
    },
    of: ({ output_index: item, content_index: part }) =>
      begun.find((it) => it.item === item && it.part === part)?.at ?? letters,
  };
}

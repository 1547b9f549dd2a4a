import { isObject, type JsonObject, keys } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { usageOf } from "./usage.ts";

const ORDER = [
  "audio_tokens",
  "cache_write_tokens",
  "cached_tokens",
  "text_tokens",
  "image_tokens",
  "tool_use_tokens",
  "character_count",
  "query_count",
  "cache_creation_tokens",
] as const;
const WRITES: readonly string[] = ["cache_write_tokens", "cache_creation_tokens"];

const details = fc
  .shuffledSubarray([...ORDER, "odd"], { minLength: 1 })
  .map((names) => Object.fromEntries(names.map((name, at) => [name, at + 1])));

function promptDetails(usage: JsonObject): JsonObject {
  const { prompt_tokens_details: told } = usageOf({ prompt_tokens: 9, ...usage }, () => undefined);
  return told !== undefined && isObject(told) ? told : {};
}

it("tells details in one order, whatever order they come in, and then what it does not know", () => {
  fc.assert(
    fc.property(details, (given) => {
      const isWritten = WRITES.some((name) => Object.hasOwn(given, name));
      const told = ORDER.filter((name) => Object.hasOwn(given, name) || (isWritten && WRITES.includes(name)));
      const odd = Object.hasOwn(given, "odd") ? ["odd"] : [];
      expect(keys(promptDetails({ prompt_tokens_details: given }))).toEqual([...told, ...odd]);
    }),
  );
});

it("tells cache writes that stand beside the details after those it knows", () => {
  fc.assert(
    fc.property(details, fc.integer({ min: 1 }), (given, written) => {
      const read = promptDetails({ prompt_tokens_details: given, cache_creation_input_tokens: written });
      const isWritten = WRITES.some((name) => Object.hasOwn(given, name));
      const known = ORDER.filter((name) => !WRITES.includes(name) && Object.hasOwn(given, name));
      expect(read).toMatchObject({ cache_write_tokens: written, cache_creation_tokens: written });
      if (!isWritten) expect(keys(read).filter((name) => name !== "odd")).toEqual([...known, ...WRITES]);
    }),
  );
});

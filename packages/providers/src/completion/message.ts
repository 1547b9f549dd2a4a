import { truthy } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { any, int, list, type Notes, nullable, type Path, type Reader, text } from "../lax/index.ts";
import { field, type Member, others, present } from "./members.ts";
import { either, literal, named, printed } from "./readers.ts";
import { said } from "./reasoning.ts";
import { type CallRules, toolCalls } from "./tool-calls.ts";

/** What LiteLLM's `Message` knows; anything else a provider sends goes into `provider_specific_fields`. */
const FIELDS: ReadonlySet<string> = new Set([
  "content",
  "role",
  "tool_calls",
  "function_call",
  "audio",
  "images",
  "reasoning_content",
  "thinking_blocks",
  "reasoning_items",
  "provider_specific_fields",
  "annotations",
]);

const maybeText = nullable(text);
const role = literal("assistant", "user", "system", "tool", "function");

const functionCall = nullable(
  printed({
    name: "FunctionCall",
    fields: { arguments: text, name: nullable(text) },
    required: ["arguments"],
    extra: "allow",
  }),
);

/** A typed dictionary: no field has to be there but the required ones, and none may be null. */
function dictionary(fields: Readonly<Record<string, Reader>>, required: readonly string[] = []): Reader {
  return printed({
    name: "",
    fields: Object.fromEntries(Object.entries(fields).map(([key, reader]) => [key, reader])),
    required,
    extra: "allow",
  });
}

const annotations = nullable(
  list(
    dictionary({
      type: literal("url_citation"),
      url_citation: dictionary({ end_index: int, start_index: int, title: text, url: text }),
    }),
  ),
);

const images = nullable(
  list(
    dictionary({ image_url: dictionary({ url: text }, ["url"]), index: int, type: literal("image_url") }, [
      "image_url",
      "index",
      "type",
    ]),
  ),
);

const thinkingBlocks = nullable(
  list(
    either([
      named(
        "ChatCompletionThinkingBlock",
        dictionary({ type: literal("thinking"), thinking: text, signature: nullable(text), cache_control: any }, [
          "type",
        ]),
      ),
      named(
        "ChatCompletionRedactedThinkingBlock",
        dictionary({ type: literal("redacted_thinking"), data: text, cache_control: any }, ["type"]),
      ),
    ]),
  ),
);

const namedAudio = printed({
  name: "ChatCompletionAudioResponse",
  fields: { id: text, data: text, expires_at: int, transcript: text },
  required: ["data", "expires_at", "transcript"],
  extra: "allow",
});

function audio(uuid: () => string): Reader {
  return nullable((value, at, notes) => {
    const isNameless = isObject(value) && field(value, "id") === null;
    return namedAudio(isNameless ? object([...entries(value), ["id", uuid()]]) : value, at, notes);
  });
}

function numbered(value: Json): Json {
  if (!isArray(value)) return value;
  return value.map((image, index) =>
    isObject(image) && !Object.hasOwn(image, "index") ? object([...entries(image), ["index", index]]) : image,
  );
}

function providerFields(message: JsonObject): JsonObject {
  const given = field(message, "provider_specific_fields");
  const thinking = field(message, "thinking_blocks");
  return object([
    ...(isObject(given) ? entries(given) : []),
    ...others(message, FIELDS),
    ...(Object.hasOwn(message, "thinking_blocks") ? [["thinking_blocks", thinking] as const] : []),
  ]);
}

interface Place extends CallRules {
  readonly at: Path;
  readonly notes: Notes;
}

/** A provider's message as LiteLLM's gateway prints it: nulls left out, but content and role always there. */
export function message(source: JsonObject, { at, notes, ...rules }: Place): JsonObject {
  const read = (key: string, reader: Reader, value = field(source, key)): Member => [
    key,
    reader(value, [...at, key], notes),
  ];
  const { reasoning, content } = said(source);
  const fields = providerFields(source);
  const given = field(source, "role");
  const own = field(source, "provider_specific_fields");
  if (truthy(own) && !isObject(own))
    notes.problem({ at: [...at, "provider_specific_fields"], type: "dict_type", message: "no dictionary", input: own });
  const shown = present([
    read("content", maybeText, content),
    read("role", role, truthy(given) ? given : "assistant"),
    read("tool_calls", toolCalls(rules)),
    read("function_call", functionCall),
    read("audio", audio(rules.uuid)),
    read("images", images, numbered(field(source, "images"))),
    read("reasoning_content", maybeText, reasoning),
    read("thinking_blocks", thinkingBlocks),
    ["provider_specific_fields", Object.keys(fields).length === 0 ? null : fields],
    read("annotations", annotations),
  ]);
  return content === null ? object([...entries(shown), ["content", null]]) : shown;
}

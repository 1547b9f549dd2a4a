import { type Attempt, got, raises } from "../client/attempt.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { truthy } from "../params/truthy.ts";
import { pythonRepr, pythonStr } from "../python-text.ts";
import { detailedImage, type PartCosts, plainImage } from "./count-image.ts";
import { item, looped } from "./python-raises.ts";
import { type Tally, text, textIfAny, tokens, total, totalOf } from "./tally.ts";

const NOTHING = tokens(0);

type Count<T> = (value: T, costs: PartCosts) => Attempt<Tally>;

/** What LiteLLM's count function makes of a value that should be a text. */
function counted(value: Json): Attempt<Tally> {
  if (typeof value === "string") return got(text(value));
  const type = pythonType(value);
  return raises(
    isArray(value) || isObject(value)
      ? `'${type}' object cannot be converted to 'PyString'`
      : `object of type '${type}' has no len()`,
  );
}

const DETAILS: readonly (Json | undefined)[] = ["low", "high", "auto"];

const countImageUrl: Count<Json> = (image, costs) => {
  if (typeof image === "string")
    return image.trim() === "" ? raises("Empty image_url string is not valid.") : got(plainImage(costs));
  if (!isObject(image))
    return raises(`Invalid image_url type: ${pythonType(image)}. Expected str or dict with 'url' field.`);
  const { url, detail = "auto" } = image;
  if (!DETAILS.includes(detail))
    return raises(`Invalid detail value: ${pythonStr(detail)}. Expected 'low', 'high', or 'auto'.`);
  if (!truthy(url)) return raises("Missing required key 'url' in image_url dict.");
  if (detail !== "high" || costs.image !== undefined) return got(plainImage(costs));
  return typeof url === "string"
    ? detailedImage(url, costs)
    : raises(`'${pythonType(url)}' object has no attribute 'startswith'`);
};

const countImage: Count<JsonObject> = (part, costs) => {
  const source = item(part, "source");
  const type = source.ok ? item(source.value, "type") : source;
  return type.ok ? got(plainImage(costs)) : type;
};

/** A document's own words, and what it is: a text, a list of parts, or a file that counts like an image. */
const countDocument: Count<JsonObject> = (document, costs) => {
  const source = item(document, "source");
  if (!source.ok) return source;
  const words = [document.title, document.context].filter(truthy).map(counted);
  const type = item(source.value, "type");
  if (!type.ok) return type;
  if (type.value !== "text" && type.value !== "content") return totalOf([...words, got(plainImage(costs))]);
  const held = item(source.value, type.value === "text" ? "data" : "content");
  if (!held.ok) return held;
  const isText = type.value === "text" || typeof held.value === "string";
  return totalOf([...words, isText ? counted(held.value) : countContent(held.value, costs)]);
};

const countFile: Count<Json | undefined> = (file, costs) => {
  if (!isObject(file)) return got(NOTHING);
  const { filename, file_data } = file;
  const name = typeof filename === "string" ? [textIfAny(filename)] : [];
  const data = typeof file_data === "string" && file_data !== "" ? [plainImage(costs)] : [];
  return got(total([...name, ...data]));
};

/** The fields of Anthropic's parts that the model reads. */
const READ_FIELDS = {
  tool_use: { required: [], read: ["name", "input", "caller"] },
  tool_result: { required: ["tool_use_id"], read: ["content"] },
} as const;

function countField(value: Json, costs: PartCosts): Attempt<Tally> {
  if (typeof value === "string") return got(text(value));
  if (isArray(value)) return countContent(value, costs);
  return got(isObject(value) ? text(pythonRepr(value)) : NOTHING);
}

const countFields =
  (type: keyof typeof READ_FIELDS): Count<JsonObject> =>
  (part, costs) => {
    const { required, read } = READ_FIELDS[type];
    const missing = required.filter((name) => part[name] === undefined);
    if (missing.length > 0) return raises(`Missing required fields in ${type} block: ${missing.join(", ")}`);
    const tallies: Tally[] = [];
    for (const name of read) {
      const found = countField(part[name] ?? null, costs);
      if (!found.ok)
        return costs.uncountable === undefined
          ? raises(`Error counting field '${name}': ${found.text}`)
          : got(tokens(costs.uncountable));
      tallies.push(found.value);
    }
    return got(total(tallies));
  };

function countThinking({ thinking = "" }: JsonObject): Attempt<Tally> {
  return got(textIfAny(pythonStr(thinking)));
}

const KINDS: Readonly<Record<string, Count<JsonObject>>> = {
  text: ({ text: words = "" }) => got(text(pythonStr(words))),
  image_url: ({ image_url = null }, costs) => countImageUrl(image_url, costs),
  image: countImage,
  document: countDocument,
  file: ({ file }, costs) => countFile(file, costs),
  tool_use: countFields("tool_use"),
  tool_result: countFields("tool_result"),
  thinking: countThinking,
  redacted_thinking: countThinking,
  tool_reference: ({ tool_name }) => got(textIfAny(truthy(tool_name) ? pythonStr(tool_name) : "")),
};

const KNOWN =
  "text, image_url, image, document, file, tool_use, tool_result, thinking, redacted_thinking, tool_reference";

function countPart(part: Json, costs: PartCosts): Attempt<Tally> {
  if (typeof part === "string") return got(text(part));
  const type = item(part, "type");
  if (!type.ok) return type;
  const count = typeof type.value === "string" && Object.hasOwn(KINDS, type.value) ? KINDS[type.value] : undefined;
  if (count !== undefined && isObject(part)) return count(part, costs);
  const found = `Invalid content item type: ${pythonStr(type.value)}.`;
  return raises(`${found} Expected str or dict with 'type' field (${KNOWN}).`);
}

/** The parts of a message's content, of a tool's result or of a document. */
export function countContent(content: Json, costs: PartCosts): Attempt<Tally> {
  const parts = looped(content);
  const found = parts.ok ? totalOf(parts.value.map((part) => countPart(part, costs))) : parts;
  if (found.ok) return found;
  if (costs.uncountable !== undefined) return got(tokens(costs.uncountable));
  return raises(`Error getting number of tokens from content list: ${found.text}, default_token_count=None`);
}

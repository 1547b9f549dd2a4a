import { textToBase64 } from "../bytes/base64.ts";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "../json/index.ts";
import { textOfBase64 } from "./response-id.ts";

const ITEM = "encitem_";
const CONTENT = "litellm_enc:";
const MODEL = "model_id:";
const OWNER = `litellm:${MODEL}`;
const ID = "item_id:";

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

/** Encrypted reasoning and the deployment that can read it (`_wrap_encrypted_content_with_model_id`). */
export function sealedContent(content: string, modelId: string): string {
  return `${CONTENT}${textToBase64(`${MODEL}${modelId}`)};${content}`;
}

/** An item's id and the deployment that made the item (`_build_encrypted_item_id`). */
export function sealedItemId(id: string, modelId: string): string {
  return `${ITEM}${textToBase64(`${OWNER}${modelId};${ID}${id}`)}`;
}

function unsealedId(id: string): string | undefined {
  if (!id.startsWith(ITEM)) return undefined;
  const text = textOfBase64(padded(id.slice(ITEM.length)));
  const cut = text?.indexOf(";") ?? -1;
  return cut === -1 ? undefined : text?.slice(cut + 1).replaceAll(ID, "");
}

function unsealedContent(content: string): string | undefined {
  const cut = content.indexOf(";");
  if (!content.startsWith(CONTENT) || cut === -1) return undefined;
  const owner = textOfBase64(padded(content.slice(0, cut).replaceAll(CONTENT, "")));
  return owner === undefined ? undefined : content.slice(cut + 1);
}

const UNSEALED: Readonly<Record<string, (text: string) => string | undefined>> = {
  id: unsealedId,
  encrypted_content: unsealedContent,
};

function unsealedItem(item: JsonObject): JsonObject {
  const changed = Object.entries(UNSEALED).flatMap(([name, unsealed]): (readonly [string, Json])[] => {
    const held = item[name];
    const value = typeof held === "string" && held !== "" ? unsealed(held) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return changed.length === 0 ? item : object([...entries(item), ...changed]);
}

/** An input whose items go by the provider's own ids (`_restore_encrypted_content_item_ids_in_input`). */
export function unsealedInput(input: Json): Json {
  return isArray(input) ? input.map((item) => (isObject(item) ? unsealedItem(item) : item)) : input;
}

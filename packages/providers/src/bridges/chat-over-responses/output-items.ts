import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

type Kind = "reasoning" | "message" | "function_call" | "apply_patch_call";

type Check = (value: Json) => boolean;

const isText: Check = (value) => typeof value === "string";

function isOneOf(...texts: readonly string[]): Check {
  return (value) => typeof value === "string" && texts.includes(value);
}

function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

function isListOf(check: Check): Check {
  return (value) => isArray(value) && value.every(check);
}

function isOf(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value) => isObject(value) && checks.every(([name, check]) => check(value[name] ?? null));
}

const status = isOneOf("in_progress", "completed", "incomplete");
const said = isOf({ type: isOneOf("output_text"), text: isText, annotations: isListOf(isObject) });
const refused = isOf({ type: isOneOf("refusal"), refusal: isText });
const change = isOf({
  type: isOneOf("create_file", "update_file", "delete_file"),
  path: isText,
  diff: orNull(isText),
});

/** What an item must have for the OpenAI SDK to take it for one of its kind; any other LiteLLM reads as a bare dictionary. */
const KINDS: Readonly<Record<Kind, Check>> = {
  reasoning: isOf({
    id: isText,
    summary: isListOf(isOf({ type: isOneOf("summary_text"), text: isText })),
    content: orNull(isListOf(isOf({ type: isOneOf("reasoning_text"), text: isText }))),
    encrypted_content: orNull(isText),
    status: orNull(status),
  }),
  message: isOf({
    id: isText,
    role: isOneOf("assistant"),
    status,
    content: isListOf((value) => said(value) || refused(value)),
  }),
  function_call: isOf({ name: isText, arguments: isText, call_id: isText, id: orNull(isText), status: orNull(status) }),
  apply_patch_call: isOf({ id: isText, call_id: isText, operation: change, status }),
};

function isKind(type: Json): type is Kind {
  return typeof type === "string" && Object.hasOwn(KINDS, type);
}

/** An output item's kind where the OpenAI SDK knows it, its bare type otherwise. */
export function kindOf(item: JsonObject): { readonly known: Kind } | { readonly bare: Json } {
  const { type = null } = item;
  return isKind(type) && KINDS[type](item) ? { known: type } : { bare: type };
}

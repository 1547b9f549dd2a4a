import { isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";

/** `call_id` is what correlates; a mere count of one response is not (`_tool_call_id_from_responses_item`). */
function callId({ id = null, call_id: call = null }: JsonObject): Json {
  if (typeof call === "string" && call !== "" && !/^call_\d+$/.test(call)) return call;
  return id === null || id === "" ? (call ?? "") : id;
}

function ownFields({ provider_specific_fields: fields = null }: JsonObject): {
  readonly provider_specific_fields?: JsonObject;
} {
  return isObject(fields) && Object.keys(fields).length > 0 ? { provider_specific_fields: fields } : {};
}

/** A call's name and arguments, whatever its kind. */
export interface Called {
  readonly id: Json;
  readonly name: Json;
  readonly arguments: Json;
  readonly fields: { readonly provider_specific_fields?: JsonObject };
}

/** A function's or a custom tool's call; a custom tool's input stands for arguments. */
export function calledOf(item: JsonObject): Called {
  const isCustom = item.type === "custom_tool_call";
  const given = (isCustom ? item.input : item.arguments) ?? "";
  const name = item.name ?? "";
  return {
    id: callId(item),
    name: isCustom && name === "" ? "custom_tool" : name,
    arguments: given,
    fields: ownFields(item),
  };
}

const OPERATION = ["diff", "path", "type"] as const;

/** A patch's call: its operation as arguments, as Python prints it. */
export function patchCall({ call_id: id = null, operation = null }: JsonObject): Called {
  const given = isObject(operation) ? operation : {};
  const rest = Object.keys(given).filter((name) => !OPERATION.some((it) => it === name));
  const members = [...OPERATION.filter((name) => Object.hasOwn(given, name)), ...rest];
  const printed = pythonDumps(Object.fromEntries(members.map((name) => [name, given[name] ?? null])));
  return { id, name: "apply_patch", arguments: printed, fields: {} };
}

/** A call as a whole answer's message has it. */
export function wholeCall({ id, name, arguments: given, fields }: Called, index: number): JsonObject {
  return { index, ...fields, function: { arguments: given, name }, id, type: "function" };
}

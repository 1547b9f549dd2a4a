import { isObject, type Json, parse, pythonDumps } from "@lintel/core/json";

/** The tool a schema is asked for by, where the model has no formats (LiteLLM's RESPONSE_FORMAT_TOOL_NAME). */
export const JSON_TOOL = "json_tool_call";

/** An input of that tool as the answer's text: LiteLLM's `_convert_tool_response_to_message`. */
export function jsonAnswer(input: Json): string {
  const values = isObject(input) ? (input.values ?? null) : null;
  return pythonDumps(values ?? input);
}

/** A piece of that input in a stream: an object that is all there reads as a whole one, anything else as it stands. */
export function jsonPiece(piece: string, respells: boolean): string {
  const parsed = parse(piece);
  return parsed.ok && (respells || isObject(parsed.value)) ? jsonAnswer(parsed.value) : piece;
}

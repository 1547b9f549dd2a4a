import { isArray, isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { pythonStr } from "../python-text.ts";

function textOf({ content = null }: JsonObject): string {
  const parts = isArray(content) ? content.filter(isObject) : [];
  return parts
    .map(({ text = "" }) => text)
    .filter((text) => truthy(text))
    .map(pythonStr)
    .join(" ");
}

/** Three decimals as Python rounds them: what lies between two goes to the even one. */
function decimals(score: number): string {
  const thousandths = score * 1000;
  const isBetween = Number.isInteger(score * 16) && !Number.isInteger(thousandths);
  const lower = Math.floor(thousandths);
  return isBetween ? ((lower % 2 === 0 ? lower : lower + 1) / 1000).toFixed(3) : score.toFixed(3);
}

function headOf({ filename = null, file_id: id = null, score = null }: JsonObject, place: number): string {
  const told = numeric(score);
  const facts = [
    `Result ${place + 1}`,
    ...(truthy(filename) ? [pythonStr(filename)] : []),
    ...(truthy(id) ? [`file_id=${pythonStr(id)}`] : []),
    ...(told === undefined ? [] : [`score=${decimals(told)}`]),
  ];
  return `[${facts.join(" | ")}]`;
}

/** What was found, as the model is told it (`_format_search_results_as_tool_output`). */
export function toldToModel(results: readonly Json[]): string {
  if (results.length === 0) return "No results found in the vector store.";
  return results
    .filter(isObject)
    .map((result, place) => `${headOf(result, place)}\n${textOf(result)}`)
    .join("\n\n");
}

/** What was found, as the caller is told it who asks for it (`_build_search_results_for_include`). */
export function toldToCaller(results: readonly Json[]): readonly JsonObject[] {
  return results.filter(isObject).map((result) => {
    const { file_id: id = null, filename = null, score = null, attributes = null } = result;
    return {
      file_id: truthy(id) ? id : "",
      filename: truthy(filename) ? filename : "",
      score,
      text: textOf(result),
      attributes: truthy(attributes) ? attributes : {},
    };
  });
}

/** Each file that was found, cited once behind the text (`_build_file_citation_annotations`). */
export function citations(results: readonly Json[], text: string): readonly JsonObject[] {
  const files = new Map<Json, JsonObject>();
  for (const { file_id: id = null, filename = null } of results.filter(isObject)) {
    if (!truthy(id) || files.has(id)) continue;
    const name = truthy(filename) ? filename : "";
    files.set(id, { type: "file_citation", index: Array.from(text).length, file_id: id, filename: name });
  }
  return [...files.values()];
}

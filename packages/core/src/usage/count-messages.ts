import { type Attempt, got, raises } from "../client/attempt.ts";
import { entries, isArray, isObject, type Json, type JsonObject, pythonCompact } from "../json/index.ts";
import { pythonRepr, pythonStr } from "../python-text.ts";
import { countContent } from "./count-content.ts";
import type { PartCosts } from "./count-image.ts";
import { holds, item, lacks, typeName } from "./python-raises.ts";
import { type Tally, text, textIfAny, tokens, total, totalOf } from "./tally.ts";

/** Tokens of every message besides its texts, and those that a name adds. */
const EXTRA = { message: 3, name: 1 } as const;

function countArguments(called: Json): Attempt<Tally> {
  if (!isObject(called)) return lacks(called, "get");
  const { arguments: given = "" } = called;
  return got(text(pythonStr(given)));
}

function countToolCall(call: Json): Attempt<Tally> {
  const isCall = holds(call, "function");
  if (!isCall.ok) return isCall;
  if (!isCall.value) return raises(`Unsupported tool call ${pythonStr(call)} must contain a function key`);
  const called = item(call, "function");
  return called.ok ? countArguments(called.value) : called;
}

/** `json.dumps(value, separators=(",", ":"))`. */
function asciiJson(value: Json): string {
  return pythonCompact(value).replace(/[^ -~]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** All that a model reads of search results, LiteLLM's `extract_search_results_text`. */
function searchText(results: readonly Json[]): string {
  return results
    .filter(isObject)
    .flatMap(({ source, title, content, citations }) => {
      const blocks = (isArray(content) ? content : []).filter(isObject).map((block) => block.text);
      const cited = citations === undefined || citations === null ? [] : [asciiJson(citations)];
      return [...[source, title, ...blocks].filter((it) => typeof it === "string"), ...cited];
    })
    .join("");
}

interface Member {
  readonly key: string;
  readonly value: Json;
  readonly message: JsonObject;
}

function unsupported({ key, value, message }: Member): Attempt<never> {
  return raises(`Unsupported type ${typeName(value)} for key ${key} in message ${pythonRepr(message)}`);
}

function countMember(member: Member, costs: PartCosts): Attempt<Tally> {
  const { key, value } = member;
  if (key === "tool_calls") return isArray(value) ? totalOf(value.map(countToolCall)) : unsupported(member);
  if (key === "function_call") return isObject(value) ? countArguments(value) : unsupported(member);
  if (typeof value === "string") return got(total([text(value), tokens(key === "name" ? EXTRA.name : 0)]));
  if (key === "content" && isArray(value)) return countContent(value, costs);
  return got(key === "search_results" && isArray(value) ? textIfAny(searchText(value)) : tokens(0));
}

/** A message by its members: every text counts, the role too; other members as far as they are known. */
export function countMessage(message: JsonObject, costs: PartCosts): Attempt<Tally> {
  const members = entries(message).filter(([, value]) => value !== null);
  const cleaned = Object.fromEntries(members);
  const counted = members.map(([key, value]) => countMember({ key, value, message: cleaned }, costs));
  return totalOf([got(tokens(EXTRA.message)), ...counted]);
}

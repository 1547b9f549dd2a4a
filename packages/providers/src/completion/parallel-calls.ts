import { isArray, isObject, type Json, type JsonObject, parse, pythonDumps } from "@lintel/core/json";
import type { Notes, Path } from "../lax/index.ts";
import { field, present } from "./members.ts";

const PSEUDO_TOOL = "multi_tool_use.parallel";
const PREFIX = "functions.";

interface Place {
  readonly at: Path;
  readonly notes: Notes;
  /** Whether calls get lost behind the first pseudo-call, as LiteLLM loses them. */
  readonly misplaces: boolean;
}

function expanded(call: JsonObject, uses: readonly Json[]): readonly Json[] | undefined {
  const calls = uses.map((use, index) => {
    const name = isObject(use) ? use.recipient_name : undefined;
    if (!isObject(use) || typeof name !== "string" || use.parameters === undefined) return undefined;
    const plain = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
    const id = field(call, "id");
    return present([
      ["function", { arguments: pythonDumps(use.parameters), name: plain }],
      ["id", `${typeof id === "string" ? id : ""}_${index}`],
      ["type", "function"],
    ]);
  });
  return calls.every((made) => made !== undefined) ? calls : undefined;
}

type Replacements = ReadonlyMap<number, readonly Json[]>;

/** LiteLLM's own way: its shift counts the pseudo-calls too, so that the second one stays and what follows it is overwritten. */
function misplaced(calls: readonly Json[], replacements: Replacements): readonly Json[] {
  return [...replacements].reduce<{ readonly list: readonly Json[]; readonly shift: number }>(
    ({ list, shift }, [index, made]) => ({
      list: [...list.slice(0, index + shift), ...made, ...list.slice(index + shift + 1)],
      shift: shift + made.length,
    }),
    { list: calls, shift: 0 },
  ).list;
}

/**
 * The calls with each pseudo-call `multi_tool_use.parallel` taken apart: LiteLLM's `_handle_invalid_parallel_tool_calls`,
 * which leaves all of them alone if the arguments of any are no JSON.
 */
export function expandParallel(calls: readonly Json[], { at, notes, misplaces }: Place): readonly Json[] {
  const replacements = new Map<number, readonly Json[]>();
  for (const [index, call] of calls.entries()) {
    const called = isObject(call) ? call.function : undefined;
    if (!isObject(call) || !isObject(called) || typeof called.arguments !== "string") continue;
    const parsed = parse(called.arguments);
    if (!parsed.ok) return calls;
    if (called.name !== PSEUDO_TOOL) continue;
    const uses = isObject(parsed.value) ? parsed.value.tool_uses : undefined;
    const made = isArray(uses) ? expanded(call, uses) : undefined;
    if (made === undefined) {
      notes.problem({ at: [...at, index], type: "parallel", message: "no tool uses in a parallel call", input: call });
      return calls;
    }
    if (made.length > 0) replacements.set(index, made);
  }
  if (replacements.size === 0) return calls;
  return misplaces ? misplaced(calls, replacements) : calls.flatMap((call, index) => replacements.get(index) ?? [call]);
}

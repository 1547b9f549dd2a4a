import { isObject, type Json, type JsonObject, type Num, numeric } from "@lintel/core/json";
import { mapping, type Trouble } from "./trouble.ts";
import { counts, minus, sum } from "./usage-counts.ts";

const SHORT = "ephemeral_5m_input_tokens";
const LONG = "ephemeral_1h_input_tokens";

/** The writes of all rounds by their time to live; what no round details was written for five minutes. */
function iteratedDetails(iterations: readonly Json[], trouble: Trouble): JsonObject | undefined {
  const rounds = iterations.map((it) => mapping(it, trouble));
  const details = rounds.map(({ cache_creation: it }) => it ?? null).filter(isObject);
  if (details.length === 0) return undefined;
  const all = (of: readonly JsonObject[], name: string): number | Num => sum(of.map((it) => counts(it[name] ?? null)));
  const [short, long] = [all(details, SHORT), all(details, LONG)];
  const written = all(rounds, "cache_creation_input_tokens");
  const rest = Math.max(0, numeric(minus(written, (numeric(short) ?? 0) + (numeric(long) ?? 0))) ?? 0);
  return { [SHORT]: sum([short, rest]), [LONG]: long };
}

/** Cache writes by their time to live: LiteLLM's `_resolve_cache_creation_token_details`. */
export function cacheDetails(
  { cache_creation: told = null }: JsonObject,
  iterations: readonly Json[],
  trouble: Trouble,
): JsonObject | undefined {
  const iterated = iteratedDetails(iterations, trouble);
  if (iterated !== undefined || !isObject(told)) return iterated;
  return { [SHORT]: told[SHORT] ?? null, [LONG]: told[LONG] ?? null };
}

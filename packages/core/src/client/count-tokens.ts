import { isArray, type Json, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Outcome } from "../outcome.ts";
import { readPolicy } from "../params/policy.ts";
import { truthy } from "../params/truthy.ts";
import type { RouteName } from "../routes/index.ts";
import { Secret } from "../secret.ts";
import { resolution } from "./completion-target.ts";
import type { CounterWorld } from "./counter-world.ts";
import type { Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { readArguments } from "./read-arguments.ts";
import { refuseUnserved } from "./refuse.ts";
import { tokenCounter } from "./token-counter.ts";

const SIGNATURE = {
  name: "acount_tokens",
  first: "model",
  others: ["messages", "tools", "system", "api_key", "api_base"],
};

function listed(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

function readFor(kwargs: Kwargs, given: JsonObject, world: World): Reading<"count_tokens"> | Refusal {
  const found = resolution({ kwargs, given, world }, given.model ?? null);
  if (!found.resolved) return { read: "refused", fault: found.fault };
  const { provider = "None", model } = found;
  const adapter = world.find("count_tokens", provider, model);
  const messages = listed(given.messages);
  if (adapter === undefined || messages.length === 0)
    return refuseUnserved("nobody is asked for this count", { provider, model });
  const { system = null, tools = null } = given;
  const { api_key: key, api_base: base } = kwargs;
  return {
    read: "call",
    adapter,
    model,
    requestedModel: String(given.model),
    input: { messages, ...(system !== null && { system }), ...(tools !== null && { tools }) },
    stream: false,
    policy: readPolicy(given, world),
    headers: [],
    losses: [],
    ...(typeof base === "string" && base !== "" && { base }),
    ...(key instanceof Secret && { key }),
  };
}

/** The question of `count_tokens` to a provider that counts. */
export const countTokensFront: Front<RouteName> = {
  route: "count_tokens",
  needs: () => ({}),
  read(kwargs, _given, world) {
    const args = readArguments(kwargs, SIGNATURE);
    return args.read === "refused" ? args : readFor(kwargs, args.given, world);
  },
};

interface Counting {
  readonly counting: CounterWorld;
  /** Asks the provider. */
  ask(): Promise<Outcome>;
}

/** A question of `count_tokens` as LiteLLM's own counter is asked it: the arguments of `token_counter`. */
export function countedHere({ messages, system, tools, model }: JsonObject): Kwargs {
  const list = listed(messages);
  const isLed = truthy(system) && list.length > 0;
  const counted = isLed ? [{ role: "system", content: system }, ...list] : list;
  return { model, messages: counted, ...(tools !== undefined && { tools }) };
}

/** LiteLLM's `acount_tokens`: the provider's count, or, for whatever reason it gives none, one made here. */
export async function countTokens(kwargs: Kwargs, { counting, ask }: Counting): Promise<Outcome> {
  const args = readArguments(kwargs, SIGNATURE);
  if (args.read === "refused") return { outcome: "fault", fault: args.fault, losses: [] };
  const { given } = args;
  const found = resolution({ kwargs, given, world: counting.world }, given.model ?? null);
  if (!found.resolved) return { outcome: "fault", fault: found.fault, losses: [] };
  const asked = await ask();
  if (asked.outcome !== "fault" || counting.signal?.aborted === true) return asked;
  const { fault } = asked;
  const counted = await tokenCounter(countedHere(given), counting);
  if (counted.outcome !== "value") return counted;
  const loss: Loss = { pointer: "", action: "defaulted", reason: `counted here: ${fault.message}` };
  const { tokens = 0, certainty = "estimated" } = counted.value;
  const value: JsonObject = {
    total_tokens: tokens,
    request_model: String(given.model),
    model_used: found.model,
    tokenizer_type: "local_tokenizer",
    original_response: null,
    error: false,
    error_message: null,
    status_code: null,
    certainty,
  };
  return { outcome: "value", value, losses: [loss] };
}

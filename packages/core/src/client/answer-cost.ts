import type { Billed, Price } from "../billed.ts";
import type { Call } from "../call.ts";
import { thrownFault } from "../fault.ts";
import type { JsonObject } from "../json/index.ts";
import type { RouteName } from "../routes/index.ts";
import type { Billable } from "../transducer.ts";
import { registerModels } from "../usage/model-registration.ts";
import { completionCost } from "../usage/pricing/completion-cost.ts";
import type { PriceWorld } from "../usage/pricing/price-book.ts";
import { callPrices } from "./call-prices.ts";
import type { Kwargs } from "./front.ts";
import { openPrices, type Pricing, unpricedFault, unsuppliedFault } from "./price-world.ts";

/** LiteLLM's `call_type` of each route, those of its asynchronous functions. */
const CALL_TYPES = {
  chat: "acompletion",
  count_tokens: "acount_tokens",
  messages: "anthropic_messages",
  ocr: "aocr",
  responses: "aresponses",
} as const satisfies Record<RouteName, string>;

interface Called {
  readonly kwargs: Kwargs;
  readonly call: Pick<Call, "route" | "provider" | "model"> & Partial<Pick<Call, "target">>;
  /** The route's optional parameters, after policy. */
  readonly params: JsonObject;
  /** The base URL the call names: LiteLLM does not look at one of the settings or the environment. */
  readonly base?: string | undefined;
  readonly pricing: Pricing;
}

/** The world with rows of one call over its facts. */
function withRows(rows: JsonObject, { looked: _, ...opened }: PriceWorld): PriceWorld {
  return { ...opened, facts: registerModels(rows, opened) };
}

/** The price of a call's answer in a world whose prices are there. */
export function billOf(
  { kwargs, call, params, base }: Omit<Called, "pricing">,
  { response, answeredBy }: Billable,
  opened: PriceWorld,
): Billed {
  const { provider, model } = call;
  const { sought, rows } = callPrices(kwargs, call);
  const isPlain = Object.keys(rows).length === 0;
  const world = isPlain ? opened : withRows(rows, opened);
  const places = world.providers.prices?.places({ provider, model, base, options: call.target?.options ?? {} });
  const cost = completionCost(
    {
      kwargs: {
        ...sought,
        ...places,
        model,
        completion_response: response,
        custom_llm_provider: provider,
        call_type: CALL_TYPES[call.route],
        optional_params: params,
      },
      answeredBy,
    },
    world,
  );
  return cost.ok ? { billed: true, receipt: cost.value } : { billed: false, fault: unpricedFault(cost.error) };
}

/** What the answers of a call cost: LiteLLM's `_response_cost_calculator`, as a receipt. */
export function answerCost(called: Called): Price {
  return async (answer) => {
    try {
      const opened = await openPrices(called.pricing);
      return opened.ok ? billOf(called, answer, opened.value) : { billed: false, fault: unsuppliedFault(opened.text) };
    } catch (error) {
      return { billed: false, fault: thrownFault(error) };
    }
  };
}

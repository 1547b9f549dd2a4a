import type { Billed, Price } from "../billed.ts";
import type { Call } from "../call.ts";
import { thrownFault } from "../fault.ts";
import { type JsonObject, objectOf } from "../json/index.ts";
import type { RouteName } from "../routes/index.ts";
import type { Billable } from "../transducer.ts";
import { withInheritedPrices } from "../usage/inherited-prices.ts";
import { registerModels } from "../usage/model-registration.ts";
import { completionCost } from "../usage/pricing/completion-cost.ts";
import { plainPrice } from "../usage/pricing/plain-price.ts";
import type { PriceWorld } from "../usage/pricing/price-book.ts";
import type { CostReceipt } from "../usage/pricing/receipt.ts";
import { type CallPrices, callPrices } from "./call-prices.ts";
import type { Kwargs } from "./front.ts";
import { isHeld, onlyMember } from "./only-member.ts";
import { openPrices, type Pricing, pricesAtHand, unpricedFault, unsuppliedFault } from "./price-world.ts";

/** LiteLLM's `call_type` of each route, those of its asynchronous functions. */
const CALL_TYPES = {
  chat: "acompletion",
  count_tokens: "acount_tokens",
  embedding: "aembedding",
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
function withRows({ rows, heir }: CallPrices, { looked: _, plain: __, ...opened }: PriceWorld): PriceWorld {
  const own = heir === undefined ? undefined : objectOf(rows[heir.id]);
  if (heir === undefined || own === undefined) return { ...opened, facts: registerModels(rows, opened) };
  const inherited = { ...rows, [heir.id]: withInheritedPrices(own, heir.of, opened) };
  return { ...opened, facts: registerModels(inherited, opened) };
}

/** Arguments beside a call's own that change what it costs. */
const PRICING: ReadonlySet<string> = new Set(
  "tools web_search_options base_model model_info metadata custom_pricing tiered_pricing".split(" "),
);

const PLAIN: ReadonlySet<RouteName> = new Set(["chat", "messages", "responses"]);

/** The deployment that metadata name, where they say nothing else of it; empty where they name none. */
function deploymentIn(metadata: unknown): string | undefined {
  if (metadata === undefined) return "";
  const id = isHeld(metadata) && "model_info" in metadata ? onlyMember(metadata.model_info, "id") : undefined;
  return typeof id === "string" ? id : undefined;
}

/** The deployment of a call whose price its tokens alone may decide: empty where it has none, undefined for any other call. */
function plainDeployment(
  { kwargs, call: { route, provider }, params }: Omit<Called, "pricing">,
  world: PriceWorld,
): string | undefined {
  if (!PLAIN.has(route) || world.providers.prices?.isPlain(provider) !== true) return undefined;
  for (const name in kwargs) if (PRICING.has(name) || name.includes("cost_per")) return undefined;
  const hasTools = params.tools !== undefined || params.web_search_options !== undefined;
  return hasTools ? undefined : deploymentIn(kwargs.litellm_metadata);
}

/** The price of a call's answer in a world whose prices are there. */
export function billOf(called: Omit<Called, "pricing">, answer: Billable, opened: PriceWorld): Billed {
  const deployment = plainDeployment(called, opened);
  if (deployment === undefined) return generalBill(called, answer, opened);
  const { call, params, base } = called;
  const { provider, model } = call;
  const reckon = (): CostReceipt | undefined => {
    const bill = generalBill(called, answer, opened);
    return bill.billed ? bill.receipt : undefined;
  };
  const { response, answeredBy } = answer;
  const callType = CALL_TYPES[call.route];
  const asked = { callType, provider, model, base, answeredBy, deployment, response, params };
  const plain = plainPrice(asked, opened, reckon);
  return plain === undefined ? generalBill(called, answer, opened) : { billed: true, receipt: plain };
}

function generalBill(
  { kwargs, call, params, base }: Omit<Called, "pricing">,
  { response, answeredBy }: Billable,
  opened: PriceWorld,
): Billed {
  const { provider, model } = call;
  const prices = callPrices(kwargs, call);
  const isPlain = Object.keys(prices.rows).length === 0;
  const world = isPlain ? opened : withRows(prices, opened);
  const places = world.providers.prices?.places({ provider, model, base, options: call.target?.options ?? {} });
  const cost = completionCost(
    {
      kwargs: {
        ...prices.sought,
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
  return (answer) => {
    const world = pricesAtHand(called.pricing);
    return world === undefined ? billLater(called, answer) : billNow(called, answer, world);
  };
}

function billNow(called: Called, answer: Billable, world: PriceWorld): Billed {
  try {
    return billOf(called, answer, world);
  } catch (error) {
    return { billed: false, fault: thrownFault(error) };
  }
}

async function billLater(called: Called, answer: Billable): Promise<Billed> {
  try {
    const opened = await openPrices(called.pricing);
    return opened.ok ? billNow(called, answer, opened.value) : { billed: false, fault: unsuppliedFault(opened.text) };
  } catch (error) {
    return { billed: false, fault: thrownFault(error) };
  }
}

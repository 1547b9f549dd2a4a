import { readFile } from "node:fs/promises";
import type { Client, CostReceipt, Kwargs, Outcome } from "@lintel/core";
import { parse } from "@lintel/core/json";
import type { Ability } from "@lintel/core/pricing";
import type {
  CompletionCostArgs,
  CostFunctions,
  CostPerTokenArgs,
  ModelArgs,
  ModelInfo,
  ModelInfoArgs,
  PriceMap,
} from "./cost-types.ts";
import { toError } from "./errors.ts";
import { ownFault } from "./own-fault.ts";
import { supportsFamily } from "./supports-family.ts";

type Perform = (kwargs: Kwargs) => Promise<Outcome>;

/** Makes a call and gives its value with JavaScript's numbers, or rejects. */
type Ask = (perform: Perform, args: Kwargs) => Promise<unknown>;

async function rowsOf(given: PriceMap | string): Promise<unknown> {
  if (typeof given !== "string") return given;
  const text = await readFile(given, "utf8").catch((error: unknown) => {
    throw toError(ownFault("BadRequestError", error instanceof Error ? error.message : String(error), error));
  });
  const read = parse(text);
  if (!read.ok) throw toError(ownFault("BadRequestError", `${given}: ${read.message}`));
  return read.value;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([it]) => it === name)?.[1]
    : undefined;
}

/** What models cost and can do, over a client that is made when it is first needed. */
export function costFunctions(inner: () => Client, ask: Ask): CostFunctions {
  function completionCost(args: CompletionCostArgs): Promise<CostReceipt<number>>;
  async function completionCost(args: CompletionCostArgs): Promise<unknown> {
    return ask(inner().completionCost, { ...args });
  }

  function costPerToken(args: CostPerTokenArgs): Promise<CostReceipt<number>>;
  async function costPerToken(args: CostPerTokenArgs): Promise<unknown> {
    return ask(inner().costPerToken, { ...args });
  }

  function getModelInfo(args: ModelInfoArgs): Promise<ModelInfo>;
  async function getModelInfo(args: ModelInfoArgs): Promise<unknown> {
    return ask(inner().getModelInfo, { ...args });
  }

  async function supported(ability: Ability, args: ModelArgs): Promise<boolean> {
    return member(await ask(inner().supports, { ...args, ability }), "supported") === true;
  }

  async function most(perform: Perform, args: object): Promise<number | null> {
    const tokens = member(await ask(perform, { ...args }), "max_tokens");
    return typeof tokens === "number" ? tokens : null;
  }

  return {
    ...supportsFamily((ability) => (args) => supported(ability, args)),
    supports: ({ ability, ...args }) => supported(ability, args),
    completionCost,
    costPerToken,
    getModelInfo,
    getMaxTokens: async (args) => most(inner().getMaxTokens, args),
    getModifiedMaxTokens: async (args) => most(inner().getModifiedMaxTokens, args),
    async registerModel({ model_cost }) {
      const told = await ask(inner().registerModel, { model_cost: await rowsOf(model_cost) });
      const names = member(told, "registered");
      return Array.isArray(names) ? names.map(String) : [];
    },
  };
}

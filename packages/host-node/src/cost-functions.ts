import { readFile } from "node:fs/promises";
import type { Client, CostReceipt, Kwargs, Outcome } from "@lintel/core";
import { parse } from "@lintel/core/json";
import type { Ability } from "@lintel/core/pricing";
import { argumentsOf } from "./arguments-of.ts";
import type {
  CompletionCostArgs,
  CostFunctions,
  CostPerTokenArgs,
  ModelArgs,
  ModelInfo,
  ModelInfoArgs,
} from "./cost-types.ts";
import { toError } from "./errors.ts";
import { ownFault } from "./own-fault.ts";
import { supportsFamily } from "./supports-family.ts";

type Perform = (kwargs: Kwargs) => Promise<Outcome>;

/** Makes a call and gives its value with JavaScript's numbers, or rejects. */
type Ask = (perform: Perform, args: object) => Promise<unknown>;

async function rowsOfFile(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw toError(
      ownFault("BadRequestError", error instanceof Error ? error.message : String(error), { cause: error }),
    );
  });
  const read = parse(text);
  if (!read.ok) throw toError(ownFault("BadRequestError", `${path}: ${read.message}`));
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
    return ask(inner().completionCost, args);
  }

  function costPerToken(args: CostPerTokenArgs): Promise<CostReceipt<number>>;
  async function costPerToken(args: CostPerTokenArgs): Promise<unknown> {
    return ask(inner().costPerToken, args);
  }

  function getModelInfo(args: ModelInfoArgs): Promise<ModelInfo>;
  async function getModelInfo(args: ModelInfoArgs): Promise<unknown> {
    return ask(inner().getModelInfo, args);
  }

  async function supported(ability: Ability, args: ModelArgs): Promise<boolean> {
    return member(await ask(inner().supports, { ...argumentsOf(args), ability }), "supported") === true;
  }

  async function most(perform: Perform, args: object): Promise<number | null> {
    const tokens = member(await ask(perform, args), "max_tokens");
    return typeof tokens === "number" ? tokens : null;
  }

  return {
    ...supportsFamily((ability) => (args) => supported(ability, args)),
    supports: async (args) => supported(args?.ability, args),
    completionCost,
    costPerToken,
    getModelInfo,
    getMaxTokens: async (args) => most(inner().getMaxTokens, args),
    getModifiedMaxTokens: async (args) => most(inner().getModifiedMaxTokens, args),
    async registerModel(args) {
      const { model_cost } = argumentsOf(args);
      const rows = typeof model_cost === "string" ? await rowsOfFile(model_cost) : model_cost;
      const told = await ask(inner().registerModel, { ...args, model_cost: rows });
      const names = member(told, "registered");
      return Array.isArray(names) ? names.map(String) : [];
    },
  };
}

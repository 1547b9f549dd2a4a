import { entries, isArray, isObject, type Json, type JsonObject, object } from "../json/index.ts";

/** A rule of LiteLLM's `fallback_generalizations`: what holds for all models whose name matches. */
export interface FamilyRule {
  readonly pattern: RegExp;
  readonly info: JsonObject;
  /** Providers whose rows lack what the rule tells. */
  readonly fills: readonly string[];
}

const PROVIDER = "litellm_provider";

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "i");
  } catch {
    return undefined;
  }
}

function fillsOf(rule: JsonObject): readonly string[] | undefined {
  const { fill_missing_for_providers: given = [] } = rule;
  const names = isArray(given) ? given.filter((it) => typeof it === "string") : [];
  return isArray(given) && names.length === given.length ? names : undefined;
}

/** A rule with what it inherits from the rule it extends. */
function inherited(rule: JsonObject, rules: readonly JsonObject[]): JsonObject {
  const parent =
    typeof rule.extends === "string"
      ? rules.findLast(({ name, model_info }) => name === rule.extends && isObject(model_info))
      : undefined;
  if (!isObject(parent?.model_info) || !isObject(rule.model_info)) return rule;
  return { ...rule, model_info: { ...parent.model_info, ...rule.model_info } };
}

function toRule(rule: JsonObject): readonly FamilyRule[] {
  const { pattern, model_info: info } = rule;
  const fills = fillsOf(rule);
  const made = typeof pattern === "string" ? compiled(pattern) : undefined;
  if (made === undefined || !isObject(info) || fills === undefined) return [];
  const provider = info[PROVIDER];
  if (provider !== undefined && (typeof provider !== "string" || Object.keys(info).length === 1)) return [];
  return [{ pattern: made, info, fills }];
}

/** The rules that tell capabilities, of a price map's `fallback_generalizations`; those that are malformed are left out. */
export function familyRules(block: Json | undefined): readonly FamilyRule[] {
  const given = isObject(block) && isArray(block.rules) ? block.rules.filter(isObject) : [];
  return given.flatMap((rule) => toRule(inherited(rule, given)));
}

function united(rules: readonly FamilyRule[]): JsonObject | undefined {
  return rules.length === 0 ? undefined : object(rules.flatMap(({ info }) => entries(info)));
}

/** What the rules tell of a model without a row. */
export function familyInfo(rules: readonly FamilyRule[], model: string): JsonObject | undefined {
  return model === "" ? undefined : united(rules.filter(({ pattern }) => pattern.test(model)));
}

/** What the rules tell of a model whose row may lack it. */
export function familyFill(
  rules: readonly FamilyRule[],
  { model, provider }: { readonly model: string; readonly provider: string },
): JsonObject {
  const matching = rules.filter(({ pattern, fills }) => fills.includes(provider) && pattern.test(model));
  const { [PROVIDER]: _, ...rest } = united(matching) ?? {};
  return rest;
}

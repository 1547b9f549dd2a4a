import type { Loss } from "@lintel/core";
import { entries, type JsonObject, numeric, object, pythonRepr } from "@lintel/core/json";

/** Parameters after a rule and what it changed, or the words of its refusal. */
export type Ruled = { readonly params: JsonObject; readonly losses: readonly Loss[] } | { readonly refusal: string };

export type Rule = (params: JsonObject) => Ruled;

/** Parameters without some, each told as dropped for one reason. */
export function dropped(
  params: JsonObject,
  { names, reason }: { readonly names: readonly string[]; readonly reason: string },
): Ruled {
  const gone = names.filter((name) => params[name] !== undefined);
  return {
    params: object(entries(params).filter(([name]) => !gone.includes(name))),
    losses: gone.map((name) => ({ pointer: `/${name}`, action: "dropped", reason })),
  };
}

/** One rule after the other, until one refuses. */
export function ruled(params: JsonObject, rules: readonly Rule[]): Ruled {
  return rules.reduce<Ruled>(
    (before, rule) => {
      if ("refusal" in before) return before;
      const after = rule(before.params);
      return "refusal" in after ? after : { params: after.params, losses: [...before.losses, ...after.losses] };
    },
    { params, losses: [] },
  );
}

/** `max_tokens` under the name that reasoning models know. */
export function renameMaxTokens(params: JsonObject): Ruled {
  const { max_tokens: most } = params;
  if (most === undefined) return { params, losses: [] };
  const rest = entries(params).filter(([name]) => name !== "max_tokens");
  const reason = "the model takes max_completion_tokens instead";
  return {
    params: object([["max_completion_tokens", most], ...rest]),
    losses: [{ pointer: "/max_tokens", action: "renamed", reason }],
  };
}

interface Temperature {
  readonly dropParams: boolean;
  /** Whether any temperature will do. */
  readonly isFree?: boolean;
  refusal(temperature: string): string;
}

/** A temperature other than 1 refused, or dropped where the policy says so. */
export function onlyTemperatureOne(params: JsonObject, { dropParams, isFree = false, refusal }: Temperature): Ruled {
  const { temperature } = params;
  if (temperature === undefined || isFree || temperature === true || numeric(temperature) === 1)
    return { params, losses: [] };
  if (!dropParams) return { refusal: refusal(typeof temperature === "string" ? temperature : pythonRepr(temperature)) };
  return dropped(params, {
    names: ["temperature"],
    reason: "the model takes a temperature of 1 only, and drop_params is set",
  });
}

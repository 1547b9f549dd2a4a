import type { Host, Signal, Unsupplied } from "./host.ts";
import type { Given, Need, Needs, Supplied } from "./need.ts";
import type { Secret } from "./secret.ts";

/** What a call may answer itself. */
export interface NeedContext {
  readonly signal: Signal | undefined;
  /** The call's own key answers a need for the vendor's key. */
  readonly key?: { readonly names: readonly string[]; readonly secret: Secret | undefined };
}

export type SuppliedAll = { readonly supplied: true; readonly given: Given<Needs> } | Unsupplied;

const NONE: readonly Supplied[] = [];

function ownKey(need: Need, { key }: NeedContext): Secret | undefined {
  return need.need === "secret" && need.names.every((name) => key?.names.includes(name)) ? key?.secret : undefined;
}

/** The answers to needs that the call's own key answers alone; undefined where somebody has to be asked. */
export function supplyOwn(needs: Needs, context: NeedContext): Given<Needs> | undefined {
  const given: Record<string, Supplied | readonly Supplied[]> = {};
  for (const name in needs) {
    const wanted = needs[name];
    if (wanted === undefined) continue;
    const own = "need" in wanted ? ownKey(wanted, context) : wanted.length === 0 ? NONE : undefined;
    if (own === undefined) return undefined;
    given[name] = own;
  }
  return given;
}

/** Answers every need, in order: the call's own key first, the host for the rest. */
export async function supplyAll(host: Host, needs: Needs, context: NeedContext): Promise<SuppliedAll> {
  const given: Record<string, Supplied | readonly Supplied[]> = {};
  for (const [name, wanted] of Object.entries(needs)) {
    const values: Supplied[] = [];
    for (const need of [wanted].flat()) {
      const own = ownKey(need, context);
      const answer =
        own === undefined ? await host.supply(need, context.signal) : { supplied: true as const, value: own };
      if (!answer.supplied) return answer;
      values.push(answer.value);
    }
    given[name] = Array.isArray(wanted) ? values : values[0];
  }
  return { supplied: true, given };
}

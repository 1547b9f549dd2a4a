import type { Call, Connection } from "./call.ts";
import type { Host, Signal } from "./host.ts";
import type { Given, Need, Needs, Supplied } from "./need.ts";

interface Context {
  readonly call: Pick<Call, "target">;
  readonly connection: Connection;
  readonly signal: Signal | undefined;
}

type Each = { readonly supplied: true; readonly value: Supplied } | { readonly supplied: false; readonly message: string };

async function supplyOne(host: Host, need: Need, { call, connection, signal }: Context): Promise<Each> {
  const isKey = need.need === "secret" && need.names.every((name) => connection.key.env.includes(name));
  if (isKey && call.target.key !== undefined) return { supplied: true, value: call.target.key };
  return host.supply(need, signal);
}

/** Answers every need, in order: the call's own key first, the host for the rest. */
export async function supplyAll(
  host: Host,
  needs: Needs,
  context: Context,
): Promise<{ readonly supplied: true; readonly given: Given<Needs> } | { readonly supplied: false; readonly message: string }> {
  const given: Record<string, Supplied | readonly Supplied[]> = {};
  for (const [name, need] of Object.entries(needs)) {
    const wanted: readonly Need[] = "need" in need ? [need as Need] : (need as readonly Need[]);
    const values: Supplied[] = [];
    for (const each of wanted) {
      const answer = await supplyOne(host, each, context);
      if (!answer.supplied) return answer;
      values.push(answer.value);
    }
    given[name] = "need" in need ? values[0] : values;
  }
  return { supplied: true, given: given as Given<Needs> };
}

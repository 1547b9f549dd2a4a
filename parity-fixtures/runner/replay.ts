import { type Adapter, type Bridge, client, type Loss, type ProviderDirectory } from "@lintel/core";
import { fromLatin1, toLatin1 } from "./bytes.ts";
import type { Case } from "./case.ts";
import { FUNCTIONS } from "./functions.ts";
import { renumbering } from "./ids.ts";
import { type Cut, type ScriptedHost, type SentRequest, scriptedHost } from "./scripted-host.ts";
import { type Told, told } from "./told.ts";

/** The adapters under test, and how they are recognised in a model string. */
export interface Subject {
  readonly adapters: readonly Adapter[];
  readonly providers: ProviderDirectory;
  readonly bridges: readonly Bridge[];
}

export interface RequestFacts {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What one call did: everything the oracle records, under the oracle's names. */
export interface Replayed extends Told {
  readonly requests: readonly RequestFacts[];
  /** Milliseconds. */
  readonly waits: readonly number[];
  readonly losses: readonly Loss[];
}

function numbered(request: SentRequest, renumber: (text: string) => string): RequestFacts {
  const url = renumber(request.url);
  const headers = request.headers.map(([name, value]) => [name, renumber(value)] as const);
  const body =
    typeof request.body === "string"
      ? new TextEncoder().encode(renumber(request.body))
      : fromLatin1(renumber(toLatin1(request.body)));
  return { method: request.method, url, headers, body };
}

/** Ids numbered in the order the recorder numbers them: requests first, then the answer. */
function collected(told: Told, { requests, seeds, waits }: ScriptedHost): Replayed {
  const renumber = renumbering(seeds);
  const { result, chunks, exception, losses = [], ...rest } = told;
  const sent = requests.map((request) => numbered(request, renumber));
  return {
    ...rest,
    losses,
    requests: sent,
    ...(result !== undefined && { result: renumber(result) }),
    ...(chunks !== undefined && { chunks: chunks.map(renumber) }),
    ...(exception !== undefined && { exception: { ...exception, message: renumber(exception.message) } }),
    waits,
  };
}

/** Makes a case's call through the public client over its canned replies. Never rejects: what is thrown is part of the answer. */
export async function replay(
  call: Case,
  { adapters, providers, bridges }: Subject,
  cut: Cut = "as-recorded",
): Promise<Replayed> {
  const row = Object.hasOwn(FUNCTIONS, call.function) ? FUNCTIONS[call.function] : undefined;
  if (row === undefined) {
    return {
      outcome: "not-implemented",
      requests: [],
      waits: [],
      losses: [],
      reason: `no client method for ${call.function}`,
    };
  }
  const scripted = scriptedHost(call, cut);
  const retries = call.retries ? {} : { retries: "none" as const };
  const subject = client(scripted.host, {
    adapters,
    providers,
    bridges,
    settings: call.settings,
    env: call.env,
    ...retries,
  });
  try {
    return collected(await told(subject[row.method], { call, row }), scripted);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return collected({ outcome: "threw", reason }, scripted);
  }
}

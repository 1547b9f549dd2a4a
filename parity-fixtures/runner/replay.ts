import {
  type Adapter,
  type Client,
  client,
  type Fault,
  type Loss,
  type Outcome,
  type ProviderDirectory,
} from "@lintel/core";
import { type Printer, print } from "@lintel/core/json";
import { fromLatin1, toLatin1 } from "./bytes.ts";
import type { Case } from "./case.ts";
import { FUNCTIONS } from "./functions.ts";
import { renumbering } from "./ids.ts";
import { type Cut, type ScriptedHost, type SentRequest, scriptedHost } from "./scripted-host.ts";

/** The adapters under test, and how they are recognised in a model string. */
export interface Subject {
  readonly adapters: readonly Adapter[];
  readonly providers: ProviderDirectory;
}

export interface RequestFacts {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** A failure under LiteLLM's attribute names. */
export interface ExceptionFacts {
  readonly class: string;
  readonly status_code: number | null;
  readonly message: string;
  readonly llm_provider?: string;
  readonly model?: string;
  readonly type?: string;
  readonly param?: string;
  readonly code?: string | number;
}

/** What one call did: everything the oracle records, under the oracle's names. */
export interface Replayed {
  readonly outcome: "whole" | "stream" | "failure" | "threw" | "not-implemented";
  readonly requests: readonly RequestFacts[];
  readonly result?: string;
  /** Why there is a result that no gateway can print. */
  readonly unprintable?: string;
  readonly chunks?: readonly string[];
  /** Whether the chunks are the provider's bytes, passed on as they came. */
  readonly relayed?: boolean;
  readonly exception?: ExceptionFacts;
  /** Why nothing could be compared: what was thrown, or what is missing. */
  readonly reason?: string;
  /** Milliseconds. */
  readonly waits: readonly number[];
  /** What the translations reported as not carried over. */
  readonly losses: readonly Loss[];
}

type Told = Omit<Replayed, "requests" | "waits" | "losses"> & { readonly losses?: readonly Loss[] };

function exceptionFacts(fault: Fault): ExceptionFacts {
  const { kind, status, message, provider, model, type, param, code } = fault;
  return {
    class: kind,
    status_code: status,
    message,
    ...(provider !== undefined && { llm_provider: provider }),
    ...(model !== undefined && { model }),
    ...(type !== undefined && { type }),
    ...(param !== undefined && { param }),
    ...(code !== undefined && { code }),
  };
}

function failed(fault: Fault, { chunks, relayed, losses }: Pick<Told, "chunks" | "relayed" | "losses">): Told {
  const part = { ...(losses && { losses }), ...(chunks && { chunks }), ...(relayed && { relayed }) };
  if (fault.origin === "host" && fault.message.includes("an adapter or the host threw")) {
    return { outcome: "threw", reason: fault.message };
  }
  return { outcome: "failure", exception: exceptionFacts(fault), ...part };
}

async function streamed(outcome: Extract<Outcome, { outcome: "stream" }>, printer: Printer): Promise<Told> {
  const chunks: string[] = [];
  const relayed: Uint8Array[] = [];
  const losses: Loss[] = [...outcome.losses];
  let fault: Fault | undefined;
  const pump = outcome.stream.start({
    chunk: (chunk) => {
      const printed = print(chunk, printer);
      chunks.push(printed.ok ? printed.text : `unprintable: ${printed.message}`);
    },
    bytes: (bytes) => void relayed.push(bytes),
    usage: () => undefined,
    loss: (loss) => void losses.push(loss),
    fault: (it) => {
      fault = it;
    },
    end: () => undefined,
  });
  while (await pump.read());
  const decoder = new TextDecoder();
  const text = relayed.map((piece) => decoder.decode(piece, { stream: true })).join("");
  const delivered = { losses, ...(relayed.length > 0 ? { chunks: [text], relayed: true } : { chunks }) };
  return fault === undefined ? { outcome: "stream", ...delivered } : failed(fault, delivered);
}

async function told(
  method: Client[keyof Client],
  { call, row }: { readonly call: Case; readonly row: (typeof FUNCTIONS)[string] },
): Promise<Told> {
  const outcome = await method(call.kwargs);
  switch (outcome.outcome) {
    case "value": {
      const { value, losses } = outcome;
      const printed = print(value, row.result);
      return {
        outcome: "whole",
        losses,
        ...(printed.ok ? { result: printed.text } : { unprintable: printed.message }),
      };
    }
    case "stream":
      return streamed(outcome, row.chunks);
    case "fault":
      return failed(outcome.fault, { losses: outcome.losses });
  }
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
  { adapters, providers }: Subject,
  cut: Cut = "as-recorded",
): Promise<Replayed> {
  const row = FUNCTIONS[call.function];
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
  const subject = client(scripted.host, { adapters, providers, settings: call.settings, env: call.env, ...retries });
  try {
    return collected(await told(subject[row.method], { call, row }), scripted);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return collected({ outcome: "threw", reason }, scripted);
  }
}

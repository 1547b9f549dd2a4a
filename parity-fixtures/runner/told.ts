import {
  type Client,
  errorBody,
  errorStatus,
  type Fault,
  type Loss,
  type Outcome,
  streamErrorBody,
} from "@lintel/core";
import { type Json, print, pythonCompact, pythonDumps } from "@lintel/core/json";
import type { Case } from "./case.ts";
import type { FunctionRow } from "./functions.ts";

/** A failure under LiteLLM's attribute names. */
export interface ExceptionFacts {
  readonly class: string;
  readonly status_code: number | null;
  readonly message: string;
  readonly llm_provider?: string;
  readonly model?: string;
  readonly type?: string;
  readonly param?: Json;
  readonly code?: string | number;
}

/** A failure as the gateway answers it; without a status the last event of a stream that had begun. */
export interface GatewayFacts {
  readonly status?: number;
  readonly body: string;
}

/** What an outcome tells, under the oracle's names. */
export interface Told {
  readonly outcome: "whole" | "stream" | "failure" | "threw" | "not-implemented";
  readonly result?: string;
  /** Why there is a result that no gateway can print. */
  readonly unprintable?: string;
  readonly chunks?: readonly string[];
  /** Whether the chunks are the provider's bytes, passed on as they came. */
  readonly relayed?: boolean;
  readonly exception?: ExceptionFacts;
  readonly gateway?: GatewayFacts;
  /** Why nothing could be compared: what was thrown, or what is missing. */
  readonly reason?: string;
  /** What the translations reported as not carried over. */
  readonly losses?: readonly Loss[];
}

function exceptionFacts(fault: Fault): ExceptionFacts {
  const { kind, status, message, provider, model, type, param, code } = fault;
  return {
    class: kind,
    status_code: kind === "ModelNotMappedError" ? null : status,
    message,
    ...(provider !== undefined && { llm_provider: provider }),
    ...(model !== undefined && { model }),
    ...(type !== undefined && { type }),
    ...(param !== undefined && { param }),
    ...(code !== undefined && { code }),
  };
}

function gatewayFacts(fault: Fault, chunks: readonly string[] | undefined): GatewayFacts {
  if (chunks === undefined) return { status: errorStatus(fault), body: pythonCompact(errorBody(fault)) };
  const error = streamErrorBody(fault);
  return chunks.length > 0 ? { body: pythonDumps(error) } : { status: fault.status, body: pythonCompact(error) };
}

function failed(fault: Fault, { chunks, relayed, losses }: Pick<Told, "chunks" | "relayed" | "losses">): Told {
  if (fault.kind === "NotImplementedError") return { outcome: "not-implemented", reason: fault.message };
  if (fault.origin === "host" && fault.message.includes("an adapter or the host threw")) {
    return { outcome: "threw", reason: fault.message };
  }
  return {
    outcome: "failure",
    exception: exceptionFacts(fault),
    gateway: gatewayFacts(fault, chunks),
    ...(losses && { losses }),
    ...(chunks && { chunks }),
    ...(relayed && { relayed }),
  };
}

/** What the gateway raises and writes when a chunk cannot be printed: orjson's own error, which has no status. */
function unprintable(message: string): Pick<Told, "exception" | "gateway"> {
  const error = { message, type: "None", param: "None", code: "500" };
  return { exception: { class: "TypeError", status_code: null, message }, gateway: { body: pythonDumps({ error }) } };
}

async function streamed(
  outcome: Extract<Outcome, { outcome: "stream" }>,
  { chunks: printer, frame = (text) => text, failure }: FunctionRow,
): Promise<Told> {
  const chunks: string[] = [];
  const relayed: Uint8Array[] = [];
  const losses: Loss[] = [...outcome.losses];
  let fault: Fault | undefined;
  let refusal: string | undefined;
  const pump = outcome.stream.start({
    chunk: (chunk) => {
      const printed = print(chunk, printer);
      if (refusal !== undefined) return;
      if (printed.ok) chunks.push(frame(printed.text, chunk));
      else refusal = printed.message;
    },
    bytes: (bytes) => {
      if (bytes.length > 0) relayed.push(bytes);
    },
    usage: () => undefined,
    loss: (loss) => void losses.push(loss),
    fault: (it) => {
      fault = it;
    },
    end: () => undefined,
  });
  while ((await pump.read()) && refusal === undefined);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = relayed.map((piece) => decoder.decode(piece, { stream: true })).join("");
  const delivered = { losses, ...(relayed.length > 0 ? { chunks: [text], relayed: true } : { chunks }) };
  if (refusal !== undefined) return { outcome: "failure", ...unprintable(refusal), ...delivered };
  if (fault === undefined) return { outcome: "stream", ...delivered };
  const isTold = failure !== undefined && chunks.length > 0;
  return isTold ? { outcome: "stream", losses, chunks: [...chunks, failure(fault)] } : failed(fault, delivered);
}

/** Makes the call and reads its outcome to the end. */
export async function told(
  method: Client[keyof Client],
  { call, row }: { readonly call: Case; readonly row: FunctionRow },
): Promise<Told> {
  const outcome = await method({ ...call.kwargs, ...row.also });
  switch (outcome.outcome) {
    case "value": {
      const { value, losses } = outcome;
      const printed = print(row.shape === undefined ? value : row.shape(value), row.result);
      return {
        outcome: "whole",
        losses,
        ...(printed.ok ? { result: printed.text } : { unprintable: printed.message }),
      };
    }
    case "stream":
      return streamed(outcome, row);
    case "fault":
      return failed(outcome.fault, { losses: outcome.losses });
  }
}

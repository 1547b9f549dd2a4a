import { type ClientOptions, makeCall, makeWorld } from "../client/client.ts";
import { completionFront } from "../client/completion.ts";
import { type Sources, splitSettings, wrapEnv, wrapKwargs } from "../client/connect.ts";
import type { Answering, Front, Kwargs } from "../client/front.ts";
import { messagesFront } from "../client/messages.ts";
import { ocrFront } from "../client/ocr.ts";
import { responsesFront } from "../client/responses.ts";
import type { Host } from "../host.ts";
import type { RouteName } from "../routes/index.ts";
import { begin, type Embedded, refused } from "./embed-send.ts";
import { supplyNow } from "./supply-now.ts";

/** What an embedder brings besides its own fetch: a clock (Unix time in milliseconds) and seeds (32 hexadecimal digits). */
export interface EmbedOptions extends Omit<ClientOptions, "env" | "retries">, Pick<Host, "id" | "now"> {
  /** The environment as a record, under LiteLLM's variable names. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** LiteLLM's functions for a caller with a fetch of its own: no I/O, no waiting, nothing thrown. */
export interface Embed {
  completion(kwargs: Kwargs): Embedded;
  messages(kwargs: Kwargs): Embedded;
  responses(kwargs: Kwargs): Embedded;
  ocr(kwargs: Kwargs): Embedded;
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The answer of a call that asks for no provider. */
function unasked({ answer, losses }: Answering, { id, now }: Pick<EmbedOptions, "id" | "now">): Embedded {
  const given = answer({ id: id(), now: Math.floor(now() / 1000) });
  switch (given.answer) {
    case "value":
      return { step: "done", value: given.value, losses };
    case "fault":
      return { step: "fail", fault: given.fault, losses };
    case "chunks":
      return { step: "chunks", chunks: [...given.chunks], losses, ...(given.fault && { fault: given.fault }) };
  }
}

/** The core without a host: `request()`, your own fetch, then `parse` or `stream`, until it is done. */
export function embed({ settings = {}, env = {}, id, now, ...options }: EmbedOptions): Embed {
  const sources: Sources = { ...splitSettings(settings), env: wrapEnv(definedOnly(env)) };
  const world = makeWorld(options, sources);

  function open<R extends RouteName>(front: Front<R>, kwargs: Kwargs): Embedded {
    const args = wrapKwargs(kwargs);
    const supplied = supplyNow(front.needs(args), { env: sources.env });
    if (!supplied.supplied) return { step: "fail", fault: refused(supplied.message), losses: [] };
    const read = front.read(args, supplied.given, world);
    if (read.read === "refused") return { step: "fail", fault: read.fault, losses: [] };
    if (read.read === "answer") return unasked(read, { id, now });
    const { adapter, losses } = read;
    const call = makeCall(read, sources, { id, now });
    const key = { names: adapter.connection.key.env, secret: call.target.key };
    return begin({ adapter, call, answers: { env: sources.env, key }, losses });
  }

  return {
    completion: (kwargs) => open(completionFront, kwargs),
    messages: (kwargs) => open(messagesFront, kwargs),
    responses: (kwargs) => open(responsesFront, kwargs),
    ocr: (kwargs) => open(ocrFront, kwargs),
  };
}

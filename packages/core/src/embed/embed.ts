import { type Billed, unbilled } from "../billed.ts";
import { billOf } from "../client/answer-cost.ts";
import type { ClientOptions } from "../client/client-options.ts";
import { completionFront } from "../client/completion.ts";
import { type Sources, splitSettings, wrapEnv, wrapKwargs } from "../client/connect.ts";
import { countTokensFront } from "../client/count-tokens.ts";
import { embeddingFront } from "../client/embedding.ts";
import type { Answering, Front, Kwargs } from "../client/front.ts";
import { makeCall } from "../client/make-call.ts";
import { makeWorld } from "../client/make-world.ts";
import { messagesFront } from "../client/messages.ts";
import { factsSource } from "../client/model-facts-source.ts";
import { ocrFront } from "../client/ocr.ts";
import { priceWorld } from "../client/price-world.ts";
import { responsesFront } from "../client/responses.ts";
import { compactFront } from "../client/responses-compact.ts";
import { cancelFront, deleteFront, getFront, inputItemsFront } from "../client/responses-stored.ts";
import type { Host } from "../host.ts";
import type { RouteName } from "../routes/index.ts";
import type { Billable } from "../transducer.ts";
import type { ModelFacts } from "../usage/model-facts.ts";
import { begin, type Embedded, refused } from "./embed-send.ts";
import { supplyNow } from "./supply-now.ts";

/** What an embedder brings besides its own fetch: a clock (Unix time in milliseconds) and seeds (32 hexadecimal digits). */
export interface EmbedOptions
  extends Omit<ClientOptions, "env" | "retries" | "facts" | "countUsage">,
    Pick<Host, "id" | "now"> {
  /** Prices of models, such as `modelFacts()` of `@lintel/providers/model-facts`: for receipts, and the `cost` of a stream's usage. */
  readonly facts?: ModelFacts;
  /** The environment as a record, under LiteLLM's variable names. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** LiteLLM's functions for a caller with a fetch of its own: no I/O, no waiting, nothing thrown. */
export interface Embed {
  completion(kwargs: Kwargs): Embedded;
  messages(kwargs: Kwargs): Embedded;
  /** The count of a provider that counts; there is none without one. */
  countTokens(kwargs: Kwargs): Embedded;
  responses(kwargs: Kwargs): Embedded;
  getResponses(kwargs: Kwargs): Embedded;
  deleteResponses(kwargs: Kwargs): Embedded;
  cancelResponses(kwargs: Kwargs): Embedded;
  listInputItems(kwargs: Kwargs): Embedded;
  compactResponses(kwargs: Kwargs): Embedded;
  ocr(kwargs: Kwargs): Embedded;
  embedding(kwargs: Kwargs): Embedded;
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

  const nobody = { supply: async () => ({ supplied: false, message: "there is no host" }) as const };
  const source = factsSource(nobody, { options, world });

  function priced(called: Parameters<typeof billOf>[0], answer: Billable): Billed {
    const facts = source.now;
    return facts === undefined
      ? unbilled("no model facts were given")
      : billOf(called, answer, priceWorld({ host: { now }, world }, facts));
  }

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
    const { input, base, asked = kwargs } = read;
    const called = { kwargs: asked, call, params: "params" in input ? input.params : {}, base };
    const price = (answer: Billable): Billed => priced(called, answer);
    const answers = { env: sources.env, key };
    return begin({ adapter, call, answers, losses, now, ...(source.now !== undefined && { price }) });
  }

  return {
    completion: (kwargs) => open(completionFront, kwargs),
    messages: (kwargs) => open(messagesFront, kwargs),
    countTokens: (kwargs) => open(countTokensFront, kwargs),
    responses: (kwargs) => open(responsesFront, kwargs),
    getResponses: (kwargs) => open(getFront, kwargs),
    deleteResponses: (kwargs) => open(deleteFront, kwargs),
    cancelResponses: (kwargs) => open(cancelFront, kwargs),
    listInputItems: (kwargs) => open(inputItemsFront, kwargs),
    compactResponses: (kwargs) => open(compactFront, kwargs),
    ocr: (kwargs) => open(ocrFront, kwargs),
    embedding: (kwargs) => open(embeddingFront, kwargs),
  };
}

import {
  decoder,
  type Fault,
  type Loss,
  type PendingUsage,
  type Sink,
  type StopReason,
  type Usage,
} from "@lintel/core";
import { type JsonObject, print } from "@lintel/core/json";
import { chatStream } from "../stream.ts";
import type { ChatExchange, ChatVendor } from "../types.ts";

/** What a stage told its sink, in order. */
export interface Driven {
  readonly chunks: readonly string[];
  readonly events: readonly string[];
  readonly usages: readonly Usage[];
  readonly losses: readonly Loss[];
  readonly fault?: Fault;
}

export interface Drive {
  readonly model?: string;
  readonly base?: string;
  readonly params?: JsonObject;
  readonly settings?: JsonObject;
  readonly mergeReasoning?: boolean;
  /** How a stream without usage is counted; undefined: nobody counts. */
  readonly count?: (pending: PendingUsage) => void;
  /** How the input ends: by itself unless told. */
  readonly stop?: StopReason;
}

export const OWN_BASE = "https://api.provider.example/v1";

const vendor: ChatVendor = {
  provider: "openai",
  label: "OpenAI",
  connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
  supported: () => [],
  params: ({ params }) => ({ value: params, losses: [] }),
  keepsDeveloper: () => true,
  takesSystem: () => true,
  noKey: "",
  usageDomain: "provider.example",
};

function exchangeOf({
  model = "gpt-4o",
  base = OWN_BASE,
  params = {},
  settings = {},
  mergeReasoning,
}: Drive): ChatExchange {
  return {
    call: {
      route: "chat",
      provider: "openai",
      model,
      requestedModel: `openai/${model}`,
      id: "0123456789abcdef0123456789abcdef",
      now: 1_700_000_000,
      input: { messages: [], params, providerParams: {}, extra: {}, ...(mergeReasoning && { mergeReasoning }) },
      stream: true,
      target: { base, isDefault: true, headers: [], options: {} },
      policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
      settings,
    },
    given: { key: undefined, documents: [] },
  };
}

/** Numbers made ids by first appearance. */
function renumbered(texts: readonly string[]): readonly string[] {
  const made = /chatcmpl-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const seen = new Map<string, string>();
  return texts.map((text) =>
    text.replace(made, (id) => {
      const known = seen.get(id) ?? `chatcmpl-#${seen.size + 1}`;
      seen.set(id, known);
      return known;
    }),
  );
}

/** Pushes the parts of a body through the decoder and the wire's stage. */
export function driveStream(parts: readonly Uint8Array[], options: Drive = {}): Driven {
  const chunks: string[] = [];
  const events: string[] = [];
  const usages: Usage[] = [];
  const losses: Loss[] = [];
  let fault: Fault | undefined;
  const { count } = options;
  const sink: Sink = {
    chunk(chunk) {
      events.push("chunk");
      const printed = print(chunk, "orjson");
      chunks.push(printed.ok ? printed.text : `unprintable: ${printed.message}`);
    },
    usage(usage) {
      events.push("usage");
      usages.push(usage);
    },
    loss: (loss) => void losses.push(loss),
    fault(found) {
      events.push("fault");
      fault = found;
    },
    end: () => void events.push("end"),
    ...(count && { pending: count }),
  };
  const mode = chatStream(exchangeOf(options), vendor);
  if (mode.stream !== "transduce" || mode.frames !== "sse") throw new Error("another kind of stream");
  const stage = decoder("sse", mode.open(sink));
  for (const part of parts) stage.push(part);
  if (options.stop === undefined) stage.end();
  else stage.stop(options.stop);
  return { chunks: renumbered(chunks), events, usages, losses, ...(fault && { fault }) };
}

export function bytes(text: string): readonly Uint8Array[] {
  return [new TextEncoder().encode(text)];
}

/** A body cut at these places. */
export function cutAt(body: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (body.length + 1)), body.length])].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => body.subarray(places[index], place));
}

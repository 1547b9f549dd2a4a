import type { ChunkStream, Fault, Likeness, Pump, ReplyHead } from "@lintel/core";
import { type JsonObject, numeric, pythonCompact, pythonDumps } from "@lintel/core/json";
import { answerHeaders, SAFETY } from "../answer/headers.ts";
import { STREAMING } from "../answer/kept-alive.ts";
import { countRequest, countTokens } from "../answer/own-limits.ts";
import { answerWhole } from "../answer/send.ts";
import { EVERYTHING, type Telling } from "../answer/telling.ts";
import type { Exchange } from "../exchange.ts";
import type { Dialect, EarlyAnswer, Framing } from "./dialect.ts";
import { keepStreaming } from "./keep-alive.ts";
import { latch } from "./latch.ts";
import { mayTakeOver } from "./next-order.ts";
import { isSpeaking, withoutPings } from "./opening.ts";
import { restamper } from "./restamp.ts";
import { unwrappedFault } from "./routed-fault.ts";
import { isArtifact } from "./stream-artifact.ts";
import { wholeEvents } from "./whole-events.ts";

export interface Streaming {
  readonly dialect: Dialect;
  /** The model's name as the caller wrote it. */
  readonly asked: string;
  /** Whether the caller has not asked for the usage that the provider tells. */
  readonly hidesUsage: boolean;
  /** Whether another deployment may be asked where this one fails before it says anything. */
  readonly mayPass: boolean;
}

/** What has been made of a stream and not been sent yet: short texts are joined, bytes go as they came. */
interface Ready {
  texts: string[] | undefined;
  bytes: readonly Uint8Array[] | undefined;
  fault: Fault | undefined;
  /** Whether it has said anything that a caller should see at once. */
  hasBegun: boolean;
}

/** Bytes of a relay, characters of another, beyond which a stream is not held any longer, whatever it says. */
const MOST_HELD = 65_536;

function take(ready: Ready, exchange: Exchange): boolean {
  const { texts, bytes } = ready;
  ready.texts = undefined;
  ready.bytes = undefined;
  let wants = true;
  if (bytes !== undefined) for (const piece of bytes) wants = exchange.reply.write(piece);
  if (texts !== undefined) for (const text of texts) wants = exchange.reply.write(text);
  return wants;
}

/** Characters up to which joining texts takes less time than writing one more. */
const SHORT = 4096;

function say(ready: Ready, text: string): void {
  if (text === "") return;
  const { texts } = ready;
  const last = texts?.at(-1);
  // A list that begins with its text takes no room for sixteen more.
  if (texts === undefined || last === undefined) ready.texts = [text];
  else if (last.length + text.length <= SHORT) texts[texts.length - 1] = last + text;
  else texts.push(text);
}

function isWaiting({ texts, bytes }: Ready): boolean {
  return texts !== undefined || bytes !== undefined;
}

function telling({ isCrossed }: Exchange, { tellsCrossing, tellsStream = EVERYTHING }: Dialect): Telling {
  return (isCrossed ? tellsCrossing : undefined) ?? tellsStream;
}

/** Hands a stream on, piece by piece, at the caller's pace. What fails before its first piece is told as a whole answer, or not at all where another may be asked: then it is the result. */
export async function forwardStream(
  exchange: Exchange,
  stream: ChunkStream,
  streaming: Streaming,
): Promise<Fault | undefined> {
  const { dialect, asked, hidesUsage, mayPass } = streaming;
  const open = (): void => begin(exchange, dialect, stream.head);
  keepStreaming(exchange, dialect, open);
  const { reply } = exchange;
  const ready: Ready = { texts: undefined, bytes: undefined, fault: undefined, hasBegun: false };
  const framing = dialect.framing(asked);
  const stamp = restamper(asked);
  const whole = wholeEvents();
  const ending = latch();
  let held = 0;
  const hold = (length: number, isSaying: boolean): void => {
    if (ready.hasBegun) return;
    held += length;
    ready.hasBegun = isSaying || held > MOST_HELD;
  };
  const pump = stream.start({
    chunk: (chunk) => {
      if (hidesUsage && isArtifact(chunk)) return;
      const text = framing.frame(chunk);
      say(ready, text);
      hold(text.length, dialect.isSaying?.(chunk) ?? true);
    },
    ...(framing.again && {
      again: (texts: readonly string[], likeness: Likeness) => {
        const text = framing.again?.(texts, likeness) ?? "";
        say(ready, text);
        hold(text.length, false);
      },
    }),
    usage: (usage) => {
      exchange.usage = usage;
    },
    loss: (loss) => void exchange.losses.push(loss),
    fault: (fault) => {
      ready.fault = dialect.unwraps ? unwrappedFault(fault) : fault;
      ending.open();
    },
    end: ending.open,
    ...(dialect.relays && {
      bytes: (bytes: Uint8Array) => {
        const events = whole.push(bytes);
        if (events.length === 0) return;
        const stamped = stamp(events);
        ready.bytes = ready.bytes === undefined ? stamped : [...ready.bytes, ...stamped];
        if (!ready.hasBegun) hold(events.length, isSpeaking(events));
      },
    }),
  });
  exchange.addEventListener("abort", () => pump.cancel());
  exchange.streamed = true;
  exchange.answered = stream.head;
  let more = true;
  while (more && ready.fault === undefined && !ready.hasBegun) more = await pump.read();
  const early = ready.hasBegun || ready.fault === undefined ? undefined : dialect.early?.(ready.fault, exchange);
  if (mayPass && !ready.hasBegun && ready.fault !== undefined && mayTakeOver(ready.fault)) {
    exchange.streamed = false;
    exchange.kept?.forget();
    return ready.fault;
  }
  if (early !== undefined) {
    exchange.fault = early.fault;
    answerEarly(exchange, { ...early, dialect, cost: await costOf(exchange, pump) });
    return undefined;
  }
  if (ready.bytes !== undefined) ready.bytes = withoutPings(ready.bytes);
  countRequest(exchange);
  exchange.firstChunkAt = performance.now();
  exchange.answeredAt = exchange.firstChunkAt;
  open();
  for (;;) {
    if (isWaiting(ready) && !take(ready, exchange)) await reply.drained();
    if (!more) break;
    more = await pump.read();
  }
  // What a cut has left of an event is nobody's to read.
  if (ready.fault === undefined) for (const held of stamp(whole.rest())) if (held.length > 0) reply.write(held);
  if (ready.fault !== undefined && whole.isInside) reply.write("\n\n");
  await finish(exchange, ready.fault, {
    dialect,
    framing,
    ended: ending.opened,
    cost: () => costOf(exchange, pump),
  });
  return undefined;
}

function begin(exchange: Exchange, dialect: Dialect, head: ReplyHead): void {
  const headers = answerHeaders(exchange, { head, telling: telling(exchange, dialect) });
  exchange.reply.head(200, [...headers, ...STREAMING, ...SAFETY]);
}

/** What a stream that is over has cost, in US dollars, as far as anybody knows and is told. */
async function costOf({ isObserved }: Exchange, pump: Pump): Promise<number | undefined> {
  const billed = isObserved ? await pump.receipt() : undefined;
  return billed?.billed ? numeric(billed.receipt.litellm) : undefined;
}

interface Early extends EarlyAnswer {
  readonly dialect: Dialect;
  readonly cost: number | undefined;
}

/** Answers with what a stream failed of before anything of it was told. */
function answerEarly(exchange: Exchange, { fault, body, dialect, cost }: Early): void {
  exchange.cost = cost;
  const status = fault.status >= 100 && fault.status <= 599 ? fault.status : 500;
  if (exchange.kept?.isPinged) endPinged(exchange, body);
  else {
    const headers = answerHeaders(exchange, { head: exchange.answered, telling: telling(exchange, dialect) });
    answerWhole(exchange, { status, headers, text: pythonCompact(body) });
  }
}

/** Ends a stream of which nothing but pings was told with what it failed of. */
function endPinged(exchange: Exchange, body: JsonObject): void {
  exchange.reply.end(`data: ${pythonDumps(body)}\n\n`);
  exchange.over(200);
}

interface Ending {
  readonly dialect: Dialect;
  readonly framing: Framing;
  /** Resolves once nothing more is told of the stream: what a caller leaves behind is counted a while later. */
  readonly ended: Promise<void>;
  cost(): Promise<number | undefined>;
}

async function finish(
  exchange: Exchange,
  fault: Fault | undefined,
  { dialect, framing, ended, cost }: Ending,
): Promise<void> {
  const { reply } = exchange;
  exchange.fault = fault;
  // What is relayed is read after it has gone on.
  if (exchange.snapshot.usage !== undefined) void ended.then(() => countTokens(exchange));
  reply.end(fault === undefined ? dialect.done : fault.isRelayed ? "" : framing.failed(fault));
  if (!exchange.isObserved) return exchange.over(200);
  await ended;
  exchange.cost = await cost();
  exchange.over(200);
}

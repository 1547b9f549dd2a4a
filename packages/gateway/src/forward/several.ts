import { errorBody, thrownFault } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonCompact } from "@lintel/core/json";
import { LITELLM_VERSION } from "../answer/headers.ts";
import { refuse, sendWhole } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import type { Reply } from "../server/seam.ts";
import type { Dialect } from "./dialect.ts";
import { forward } from "./forward.ts";
import { keepWaiting } from "./keep-alive.ts";

/** The most calls that one request is made into. */
const MOST = 20;

/** A request whose model is a list of names. */
export interface Several {
  readonly dialect: Dialect;
  readonly body: JsonObject;
  readonly names: readonly string[];
}

/** The models that one name lists, parted by commas; undefined where it is one model's. */
export function severalNames(
  { query }: Exchange,
  { asksSeveral, namedByQuery }: Dialect,
  { body, inPath }: { readonly body: JsonObject; readonly inPath?: string | undefined },
): readonly string[] | undefined {
  if (asksSeveral !== true || body.api_key !== undefined) return undefined;
  const name = inPath ?? body.model ?? (namedByQuery === true ? query.get("model") : null);
  return typeof name === "string" && name.includes(",") ? name.split(",").map((it) => it.trim()) : undefined;
}

/** What became of one call. */
interface Answered {
  readonly status: number;
  readonly headers: readonly string[];
  readonly text: string;
  /** US dollars. */
  readonly cost: number;
}

const GONE: Answered = { status: 499, headers: [], text: "", cost: 0 };

function isWell({ status }: Answered): boolean {
  return status < 400;
}

/** Forwards one of the calls, an exchange of its own for observers; its reply is another's. */
function start(child: Exchange, dialect: Dialect, body: JsonObject): void {
  const failed = (error: unknown): void => {
    if (!child.reply.closed)
      sendWhole(child.reply, { status: 500, text: pythonCompact(errorBody(thrownFault(error))) });
    child.over(500);
  };
  try {
    forward(child, dialect, { body })?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** Makes one call and keeps its answer. */
function kept(exchange: Exchange, dialect: Dialect, body: JsonObject): Promise<Answered> {
  return new Promise((resolve) => {
    let head: Pick<Answered, "status" | "headers"> = GONE;
    let closed = false;
    const close = (text: string): void => {
      closed = true;
      resolve({ ...head, text, cost: child.cost ?? 0 });
    };
    const reply: Reply = {
      head: (status, headers) => {
        head = { status, headers };
      },
      write: () => true,
      drained: () => Promise.resolve(),
      end: (piece = "") => close(typeof piece === "string" ? piece : Buffer.from(piece).toString()),
      abort: () => close(""),
      get closed() {
        return closed;
      },
      onGone: (listener) => exchange.addEventListener("abort", listener),
    };
    const child = exchange.within(reply);
    exchange.addEventListener("abort", () => close(""));
    start(child, dialect, body);
  });
}

function messageLists({ messages }: JsonObject): readonly (readonly Json[])[] | undefined {
  if (!isArray(messages)) return undefined;
  if (messages.every(isObject)) return [messages];
  return messages.every(isArray) ? messages : undefined;
}

function wrong(exchange: Exchange, dialect: Dialect, message: string, param: string): void {
  refuse(exchange, { status: 400, message, type: "invalid_request_error", param }, dialect);
}

/** The calls' answers as a list, as LiteLLM tells them but for failures, which are told in the words they would have alone. */
function answerList(exchange: Exchange, answers: readonly Answered[], text: string): void {
  const [first = GONE] = answers;
  if (exchange.aborted) return;
  if (!answers.some(isWell)) {
    exchange.reply.head(first.status, first.headers);
    exchange.reply.end(first.text);
    return;
  }
  const cost = pythonCompact(answers.reduce((sum, it) => sum + it.cost, 0));
  const told = ["x-litellm-call-id", exchange.id, "x-litellm-version", LITELLM_VERSION];
  const headers = [...told, "x-litellm-response-cost", cost, "x-litellm-key-spend", cost];
  sendWhole(exchange.reply, { status: 200, headers, text });
}

async function askAll(exchange: Exchange, { dialect, body, names }: Several): Promise<void> {
  const lists = messageLists(body);
  if (lists === undefined)
    return wrong(exchange, dialect, "messages of several models are a list, or a list of lists", "messages");
  if (names.length * lists.length > MOST) return tooMany(exchange, dialect);
  const whole: Dialect = { ...dialect, value: (value) => dialect.valueAmongSeveral?.(value) ?? value };
  const rows = await Promise.all(
    lists.map((messages) => Promise.all(names.map((model) => kept(exchange, whole, { ...body, messages, model })))),
  );
  const texts = rows.map((row) => `[${row.map(({ text }) => text).join(",")}]`);
  const isNested = isArray(body.messages) && !body.messages.every(isObject);
  answerList(exchange, rows.flat(), isNested ? `[${texts.join(",")}]` : texts.join(""));
}

function tooMany(exchange: Exchange, dialect: Dialect): void {
  wrong(exchange, dialect, `One request asks for ${MOST} answers at most.`, "model");
}

const WON = ["x-litellm-fastest_response_batch_completion", "True"] as const;

/** Makes all calls; the first that answers well is the answer, and the others are ended. */
function askFastest(exchange: Exchange, { dialect, body, names }: Several): void {
  const gone = new Map<string, () => void>();
  let winner: string | undefined;
  let failures = 0;

  function lost(): void {
    failures += 1;
    if (failures < names.length || exchange.aborted) return;
    const refused = { status: 500, message: "All tasks failed", type: "internal_server_error" };
    refuse(exchange, refused, dialect);
  }

  function replyOf(name: string): Reply {
    let isFailed = false;
    const isWinner = (): boolean => winner === name;
    return {
      head(status, headers) {
        isFailed = status >= 400;
        if (isFailed || winner !== undefined) return;
        winner = name;
        exchange.reply.head(status, [...headers, ...WON]);
        for (const [other, end] of gone) if (other !== name) end();
      },
      write: (piece) => (isWinner() ? exchange.reply.write(piece) : true),
      drained: () => (isWinner() ? exchange.reply.drained() : Promise.resolve()),
      end(piece) {
        if (isWinner()) exchange.reply.end(piece);
        else if (isFailed) lost();
      },
      abort() {
        if (isWinner()) exchange.reply.abort();
      },
      get closed() {
        return winner !== undefined && (!isWinner() || exchange.reply.closed);
      },
      onGone(listener) {
        gone.set(name, listener);
        exchange.addEventListener("abort", listener);
      },
    };
  }

  // LiteLLM neither asks for the usage of such a stream nor puts the public name into it.
  const { asksUsage: _, ...unasking } = dialect;
  const framed: Dialect = { ...unasking, framing: () => dialect.framing("") };
  for (const model of names) start(exchange.within(replyOf(model)), framed, { ...body, model });
}

/** Forwards a request to each of several models: the answer is the list of theirs, or with `fastest_response` the first of them. */
export function forwardSeveral(exchange: Exchange, several: Several): void | Promise<void> {
  const { dialect, body, names } = several;
  const isStreamed = body.stream === true;
  if (names.length > MOST) return tooMany(exchange, dialect);
  if (body.fastest_response === true) {
    if (isStreamed) keepWaiting(exchange, []);
    return askFastest(exchange, { ...several, names: [...new Set(names)] });
  }
  if (isStreamed) return wrong(exchange, dialect, "The answers of several models are not streamed.", "stream");
  return askAll(exchange, several);
}

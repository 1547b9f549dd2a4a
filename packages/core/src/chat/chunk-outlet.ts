import { alikeChunks } from "../again.ts";
import type { Fault } from "../fault.ts";
import { uuid } from "../ids.ts";
import type { Json, JsonObject } from "../json/index.ts";
import type { Sink } from "../transducer.ts";
import { type Choice, EMPTY_CHOICE, isSaying } from "./chunk-choice.ts";
import { chunkLosses } from "./chunk-losses.ts";
import { isMeaningful, type Member } from "./chunk-members.ts";
import { type Chunk, printChunk } from "./chunk-print.ts";
import type { PartLikeness, RepeatedPart } from "./chunk-repeated.ts";
import { repeats } from "./chunk-repeats.ts";
import { streamAccount } from "./stream-account.ts";

/** What a stream's chunks are made with. */
export interface OutletOptions {
  /** The model that stands on the provider's chunks. */
  readonly model: string;
  /** The model that stands on the chunks LiteLLM makes itself. */
  readonly ownModel: string;
  /** Unix time in seconds. */
  readonly created: number;
  /** Seed of the ids of chunks whose provider gave none. */
  readonly seed: string;
  /** Whether the caller is told the usage, in a last chunk. */
  readonly includeUsage: boolean;
  /** Whether the first count of the answer's tokens stands for nothing until another comes, or a finish reason. */
  readonly beginsWithCursor?: boolean;
  /** What the model thought so far, where its chunks may tell it otherwise. */
  reasoning?(): string;
  /** How many chunks with the same content are taken for a loop. */
  readonly repeatLimit: number;
}

/** A chunk to be sent, beside what all chunks have. */
export interface Sending {
  readonly choices: readonly Choice[];
  readonly fields: Json;
  readonly extras: readonly Member[];
  /** The provider's usage: kept for the end, never sent with a chunk. */
  readonly usage: JsonObject | undefined;
}

/** Where chunks go out: printed, remembered, their usage added up. */
export interface Outlet {
  /** What the provider's chunk at hand says of itself. */
  open(chunk: JsonObject): void;
  send(sending: Sending): void;
  /** Sends the last chunk once more for each text in one part, with another member where it has one of that name, until the model repeats itself: then tells what. */
  again(texts: readonly string[], likeness: PartLikeness): string | undefined;
  /** Sends a chunk that LiteLLM makes itself. */
  sendOwn(choice: Choice): void;
  /** Keeps the usage of a chunk that is not sent; its content is undefined if it has no choices. */
  keep(usage: JsonObject, content: string | null | undefined): void;
  /** What a chunk without choices says that is not sent. */
  drop(members: readonly Member[]): void;
  /** What the model repeats over and over. */
  looping(): string | undefined;
  end(): void;
  /** Ends in a failure, which is given what had come so far. */
  fail(fault: Fault): void;
  /** The caller went away: nobody reads chunks, but the usage is owed. */
  abort(): void;
}

type Printed = Pick<Chunk, "choices" | "fields" | "extras" | "model" | "usage">;

/** An outlet that has sent nothing. */
export function chunkOutlet(options: OutletOptions, sink: Sink): Outlet {
  const { model, ownModel, created, seed, includeUsage } = options;
  const account = streamAccount(options, sink);
  const loop = repeats(options.repeatLimit);
  const losses = chunkLosses(sink);
  let id: Json = null;
  let fingerprint: Json = null;
  let answeredBy: string | undefined;
  let ids = 0;
  let last: JsonObject = {};
  let lastContent: string | null = null;

  function newId(): string {
    return `chatcmpl-${uuid(seed, ids++)}`;
  }

  function print({ choices, fields, extras, model: printed, usage }: Printed): void {
    id ??= newId();
    const whole = { choices, fields, extras, model: printed, usage, id, created, fingerprint };
    losses.ofPrinting(whole);
    lastContent = choices[0]?.delta.content ?? null;
    last = printChunk(whole);
    sink.chunk(last);
  }

  function printOwn(choice: Choice, usage: Json): void {
    print({ choices: [choice], fields: null, extras: [], model: ownModel, usage });
  }

  function keep(usage: JsonObject | undefined, content: string | null | undefined): void {
    loop.keep(content);
    account.note({ usage, model, answeredBy });
  }

  /** LiteLLM takes the usage off a chunk, makes the chunk anew, and sends it only if it still says something. */
  function printStripped({ choices, fields, extras: given }: Sending): void {
    const extras = given.filter(([key]) => key !== "stream");
    const isSaid = isMeaningful(fields) || extras.some(([, value]) => isMeaningful(value)) || choices.some(isSaying);
    const some = choices.length === 0 ? [EMPTY_CHOICE] : choices;
    if (isSaid) print({ choices: some, fields, extras, model: ownModel, usage: null });
  }

  /** How many texts are told before the model repeats itself, and what. */
  function untilLoop(texts: readonly string[], part: RepeatedPart): { count: number; looped: string | undefined } {
    for (let count = 0; count < texts.length; count++) {
      const looped = loop.looping();
      if (looped !== undefined) return { count, looped };
      loop.keep(part === "content" ? texts[count] : lastContent);
    }
    return { count: texts.length, looped: undefined };
  }

  return {
    open(chunk) {
      id = chunk.id ?? newId();
      fingerprint = chunk.system_fingerprint ?? null;
      if (typeof chunk.model === "string" && chunk.model !== "") answeredBy = chunk.model;
    },
    send(sending) {
      const { choices, fields, extras, usage } = sending;
      keep(usage, choices[0]?.delta.content);
      account.hear(choices);
      if (usage === undefined) print({ choices, fields, extras, model, usage: null });
      else printStripped(sending);
    },
    again(texts, given) {
      const { part, at, member } = given;
      const { count, looped } = untilLoop(texts, part);
      const said = looped === undefined ? texts : texts.slice(0, count);
      if (said.length === 0) return looped;
      account.hearMore(said.length === 1 ? (said[0] ?? "") : said.join(""), part);
      const isPrinted = member === undefined || last[member[0]] !== undefined;
      const likeness = isPrinted ? given : { at };
      if (sink.again !== undefined) sink.again(said, likeness);
      else for (const chunk of alikeChunks(last, said, likeness)) sink.chunk(chunk);
      return looped;
    },
    sendOwn: (choice) => printOwn(choice, null),
    keep,
    drop: losses.ofNoChoices,
    looping: loop.looping,
    end() {
      account.settle(({ value = null, isWhole }) => {
        if (includeUsage && isWhole) printOwn(EMPTY_CHOICE, value);
        sink.end();
      });
    },
    fail(fault) {
      account.settle(({ value }) => {
        sink.fault({ ...fault, partial: { content: account.texts.content(), ...(value && { usage: value }) } });
      });
    },
    abort() {
      account.settle(() => sink.end());
    },
  };
}

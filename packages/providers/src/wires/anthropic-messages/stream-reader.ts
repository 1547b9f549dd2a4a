import type { Loss } from "@lintel/core";
import { isObject, type Json, type JsonObject, pythonRepr } from "@lintel/core/json";
import { finishOf } from "./finish.ts";
import { type Blocks, blocks } from "./stream-block.ts";
import { type JsonMode, jsonMode } from "./stream-json.ts";
import { fieldsSaid, type Said } from "./stream-said.ts";
import { type ServerTools, serverTools } from "./stream-server-tools.ts";
import { mapping, needed, type Trouble, trouble } from "./trouble.ts";
import type { MessagesCall, MessagesState } from "./types.ts";
import { readUsage } from "./usage.ts";

/** What an event amounts to. */
export type EventRead =
  | { readonly read: "said"; readonly said: Said | undefined }
  /** The message is over. */
  | { readonly read: "stop" }
  /** The provider's own error, told in the stream. */
  | { readonly read: "error"; readonly text: string; readonly body: Json }
  /** What Python raises over the event. */
  | { readonly read: "trouble"; readonly text: string };

interface Reading {
  readonly call: Pick<MessagesCall, "settings">;
  readonly state: MessagesState;
  lose(loss: Loss): void;
}

interface Parts {
  readonly blocks: Blocks;
  readonly tools: ServerTools;
  readonly json: JsonMode;
  readonly trouble: Trouble;
  usage(told: Json): JsonObject;
  served(model: Json): void;
}

const NOTHING: EventRead = { read: "said", said: undefined };

/** A stream's usage: each event that tells some adds to what was told before. */
function usageOf({ state }: Reading, { blocks: said, trouble: raising }: Pick<Parts, "blocks" | "trouble">) {
  let told: JsonObject = {};
  let { speed } = state;
  return (usage: Json): JsonObject => {
    if (!isObject(usage)) raising.raise(`'${usage === null ? "NoneType" : "int"}' object is not a mapping`);
    told = isObject(usage) ? { ...told, ...usage } : told;
    const reasoning = said.reasoning();
    const { value } = readUsage(told, { reasoning: reasoning === "" ? undefined : reasoning, speed, trouble: raising });
    if (typeof value.speed === "string") speed = value.speed;
    return value;
  };
}

function messageStart(event: JsonObject, { trouble: raising, usage, served }: Parts): Said | undefined {
  const message = needed(event, "message", raising);
  if (isObject(message)) {
    served(message.model ?? null);
    if (message.usage === undefined) return undefined;
    return { says: "more", delta: { content: "" }, usage: usage(message.usage) };
  }
  raising.raise("argument of type 'NoneType' is not iterable");
  return undefined;
}

function messageDelta(event: JsonObject, { trouble: raising, usage, blocks: said, tools, json }: Parts): Said {
  const delta = mapping(needed(event, "delta", raising), raising);
  const { stop_reason: reason = null, container = null } = delta;
  const finish = reason === null ? undefined : finishOf(reason, raising);
  const spent = event.usage === undefined ? undefined : usage(event.usage);
  const last = fieldsSaid({ ...said.end(), ...tools.end(container) });
  return {
    says: "more",
    delta: last?.says === "more" ? last.delta : { content: "" },
    ...(finish !== undefined && { finish: json.isConverted() ? "stop" : finish }),
    ...(spent !== undefined && { usage: spent }),
  };
}

function errorOf(event: JsonObject): EventRead {
  const { error = null } = event;
  if (error !== null && error !== "" && !isObject(error))
    return { read: "trouble", text: "'str' object has no attribute 'get'" };
  const { message } = isObject(error) ? error : {};
  const text = typeof message === "string" && message !== "" ? message : pythonRepr(event);
  return { read: "error", text, body: error };
}

type Read = (event: JsonObject, parts: Parts) => Said | undefined;

const READERS: Readonly<Record<string, Read>> = {
  content_block_delta: (event, { blocks: it }) => it.delta(event),
  content_block_start: (event, { blocks: it, json }) => {
    json.begin();
    return it.start(event);
  },
  content_block_stop: (_, { blocks: it }) => it.stop(),
  message_start: messageStart,
  message_delta: messageDelta,
};

/** Reads the events of one stream, in order. */
export interface MessagesReader {
  read(event: JsonObject): EventRead;
  /** What the model thought so far. */
  reasoning(): string;
  /** The model that answers, once it is told. */
  servedModel(): Json;
}

/** The reader of a stream that has not begun. */
export function messagesReader(reading: Reading): MessagesReader {
  const { call, state, lose } = reading;
  const raising = trouble();
  const tools = serverTools();
  const omitsUnsent = call.settings.lintel_omit_unsent_arguments === true;
  const said = blocks({ toolNames: state.toolNames, omitsUnsent, trouble: raising, tools, lose });
  const respells = call.settings.lintel_respell_json_pieces === true;
  const json = jsonMode({ isOn: state.jsonMode, respells });
  const parts = { blocks: said, tools, json, trouble: raising };
  let model: Json = null;
  const served = (told: Json): void => {
    model = told;
  };
  const all: Parts = { ...parts, usage: usageOf(reading, parts), served };

  function read(event: JsonObject): EventRead {
    const { type } = event;
    if (type === "message_stop") return { read: "stop" };
    if (type === "error") return errorOf(event);
    const reader = typeof type === "string" && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
    if (reader === undefined) return NOTHING;
    const told = json.converted(reader(event, all));
    if (type === "content_block_stop") json.begin();
    const text = raising.text();
    return text === undefined ? { read: "said", said: told } : { read: "trouble", text };
  }

  return { read, reasoning: said.reasoning, servedModel: () => model };
}

import { type Loss, uuid } from "@lintel/core";
import { isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import type { Block, Blocks } from "./event-blocks.ts";
import type { Passage } from "./passage.ts";
import { toolId } from "./tool-id.ts";

/** Ids of calls that have none are made from here on; the chat call itself makes the first ones. */
const FIRST_ID = 501;

/** A call of which deltas have come. */
interface CallSoFar {
  id: string;
  name: string;
  block: Block | undefined;
  /** White space its arguments begin with: alone it would be no JSON. */
  lead: string;
  /** The text a custom tool is given: told as one argument, when all of it is there. */
  custom: string | undefined;
}

interface Delta {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly isCustom: boolean;
}

/** The calls of one message: deltas find their call by its index. */
export interface Calls {
  take(call: Json, place: number): void;
  /** Opens what was never named, tells what is owed. */
  finish(): void;
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function read(call: JsonObject): Delta {
  const custom = isObject(call.custom) ? call.custom : undefined;
  const called = custom ?? (isObject(call.function) ? call.function : {});
  return {
    id: textOf(call.id),
    name: textOf(called.name),
    text: textOf(custom === undefined ? called.arguments : called.input),
    isCustom: custom !== undefined,
  };
}

/** Whether a delta begins a call although its index is known: some providers number all calls alike. */
function isAnother(known: CallSoFar, { id, name }: Delta): boolean {
  return name !== "" && id !== "" && known.id !== "" && id !== known.id;
}

export function eventCalls(blocks: Blocks, { names, moment }: Passage, note: (loss: Loss) => void): Calls {
  const calls = new Map<string, CallSoFar>();
  const all: CallSoFar[] = [];
  let made = FIRST_ID;

  function opened(call: CallSoFar): Block {
    const { id, signature } = toolId(call.id === "" ? uuid(moment.id, made++) : call.id);
    const start: JsonObject = {
      type: "tool_use",
      id,
      name: names.get(call.name) ?? call.name,
      input: {},
      ...(signature !== undefined && { provider_specific_fields: { signature } }),
    };
    call.block = blocks.add("tool_use", start);
    return call.block;
  }

  function begun(key: string, delta: Delta): CallSoFar {
    const known = calls.get(key);
    if (known !== undefined && !isAnother(known, delta)) return known;
    const call: CallSoFar = { id: "", name: "", block: undefined, lead: "", custom: delta.isCustom ? "" : undefined };
    calls.set(key, call);
    all.push(call);
    return call;
  }

  function argue(call: CallSoFar, text: string): void {
    const block = call.block ?? opened(call);
    if (block.said === "" && text.trim() === "") {
      call.lead += text;
      return;
    }
    const said = block.said === "" ? call.lead + text : text;
    const isHeard = said === "" || blocks.say(block, { type: "input_json_delta", partial_json: said });
    if (!isHeard && text.trim() !== "")
      note({ pointer: "/choices/0/delta/tool_calls", action: "dropped", reason: "the call's arguments were whole" });
  }

  return {
    take(value, place) {
      if (!isObject(value)) return;
      const delta = read(value);
      const index = value.index ?? null;
      const call = begun(String(index === null ? place : index), delta);
      if (call.id === "") call.id = delta.id;
      if (call.name === "") call.name = delta.name;
      if (call.custom !== undefined) call.custom += delta.text;
      // A call is opened by its name: the first event of its block has to tell it.
      else if (call.name !== "" || delta.text !== "") argue(call, delta.text);
    },
    finish() {
      for (const call of all) {
        if (call.block !== undefined) continue;
        argue(call, call.custom === undefined ? "" : pythonDumps({ input: call.custom }));
      }
    },
  };
}

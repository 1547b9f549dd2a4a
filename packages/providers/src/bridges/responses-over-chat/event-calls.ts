import type { Loss } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { callItem } from "./answer-items.ts";
import { customInput } from "./custom-tools.ts";
import * as told from "./event-shapes.ts";
import type { EventWriter } from "./event-writer.ts";
import type { Passage } from "./passage.ts";
import { callDeltas, callFinder, piecesOf, streamedCall } from "./stream-calls.ts";

/** A call of which deltas have come; it has no place until it has a name. */
interface Call {
  readonly id: string;
  name: string;
  args: string;
  /** How much of the arguments is told. */
  said: string;
  place: { readonly index: number; readonly id: string } | undefined;
}

/** The calls of a stream. */
export interface Calls {
  take(calls: Json | undefined): void;
  /** Takes calls that no delta told, or not to their end. */
  settle(calls: Json | undefined): void;
  /** Tells that a call is over; its item, with its place. */
  close(id: string): readonly [index: number, item: JsonObject];
  open(): readonly (readonly [index: number, id: string])[];
}

interface Notes {
  lose(loss: Loss): void;
  /** Calls that the provider answers itself. */
  isSearch(id: string): boolean;
}

export function eventCalls({ tell, place }: EventWriter, passage: Passage, { lose, isSearch }: Notes): Calls {
  const calls = new Map<string, Call>();
  const find = callFinder();

  function opened(call: Call): NonNullable<Call["place"]> {
    if (call.place !== undefined) return call.place;
    const item = streamedCall({ ...call, args: "" }, "in_progress", passage);
    const found = { index: place(), id: String(item.id) };
    call.place = found;
    tell(told.itemAdded(found.index, item));
    return found;
  }

  /** A text that is wrapped into arguments is told when all of it is there. */
  function argue(call: Call): void {
    const rest = call.args.slice(call.said.length);
    if (rest === "" || passage.custom.has(call.name)) return;
    call.said = call.args;
    const at = opened(call);
    for (const delta of piecesOf(rest)) tell(told.argumentsDelta({ ...at, delta }));
  }

  function hear(id: string, name: string, args: string): void {
    const call: Call = calls.get(id) ?? { id, name: "", args: "", said: "", place: undefined };
    calls.set(id, call);
    if (call.name === "") call.name = name;
    call.args += args;
    if (call.name === "") return;
    opened(call);
    argue(call);
  }

  return {
    take(given) {
      for (const delta of callDeltas(given)) {
        const id = find(delta);
        if (isSearch(id)) continue;
        if (id !== "") hear(id, delta.name, delta.args);
        else if (delta.name !== "" || delta.args !== "")
          lose({ pointer: "/choices/0/delta/tool_calls", action: "dropped", reason: "a call needs an id" });
      }
    },
    settle(given) {
      for (const { id, name, args } of callDeltas(given)) {
        if (id === "" || isSearch(id)) continue;
        const before = calls.get(id)?.args ?? "";
        hear(id, name, args.startsWith(before) ? args.slice(before.length) : "");
      }
    },
    close(id) {
      const call = calls.get(id) ?? { id, name: "", args: "", said: "", place: undefined };
      const at = opened(call);
      argue(call);
      const { name, args } = call;
      const where = { item_id: at.id, output_index: at.index };
      if (passage.custom.has(name)) {
        const input = customInput(args);
        if (input !== "") tell({ type: "response.custom_tool_call_input.delta", ...where, delta: input });
        tell({ type: "response.custom_tool_call_input.done", ...where, input });
      } else tell(told.argumentsDone({ ...at, text: args }));
      tell(told.itemDone(at.index, 0, { ...streamedCall({ id, name, args }, "completed", passage), id: at.id }));
      return [at.index, { ...callItem({ id, name, args }, passage), id: at.id }];
    },
    open: () => [...calls].map(([id, call]) => [opened(call).index, id]),
  };
}

import type { Sink, TokenCounts } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, object } from "@lintel/core/json";

const TEXT = "response.output_text.delta";
/** Deltas of what is called, which count as what is said does. */
const CALLED: ReadonlySet<string> = new Set([
  "response.function_call_arguments.delta",
  "response.custom_tool_call_input.delta",
  "response.mcp_call_arguments.delta",
]);

/** What a stream has said, and what it has told of its usage before its end. */
export interface Spent {
  take(type: string, event: JsonObject): void;
  content(): string;
  /** All that counts as output. */
  completion(): string;
  /** Tells what a stream without an end has used: as told so far, else as counted, else nothing. */
  settle(sink: Sink, goOn: (usage: JsonObject | undefined) => void): void;
}

/** What was counted where no usage is told (`_estimate_usage_from_text`). */
export function countedUsage({ prompt = 0, completion = 0 }: TokenCounts): JsonObject {
  return { input_tokens: prompt, output_tokens: completion, total_tokens: prompt + completion };
}

/** An object with one member in another's place. */
export function replaced(value: JsonObject, name: string, member: Json): JsonObject {
  return object([...entries(value), [name, member]]);
}

/** A stream that has said nothing. */
export function spent(model: string): Spent {
  const texts: string[] = [];
  const called: string[] = [];
  let response: JsonObject = {};
  let told: JsonObject | undefined;
  const completion = (): string => [...texts, ...called].join("");

  return {
    take(type, event) {
      const { delta } = event;
      if (typeof delta === "string") {
        if (type === TEXT) texts.push(delta);
        else if (CALLED.has(type)) called.push(delta);
      } else if (isObject(event.response)) {
        response = event.response;
        if (isObject(response.usage)) told = response.usage;
      }
    },
    content: () => texts.join(""),
    completion,
    settle(sink, goOn) {
      const usageOf = (counts: TokenCounts): JsonObject => told ?? countedUsage(counts);
      const tell = (usage: JsonObject): void => {
        sink.usage({ origin: told === undefined ? "estimated" : "reported", value: usage });
        goOn(usage);
      };
      const forgo = (): void => (told === undefined ? goOn(undefined) : tell(told));
      const said = completion();
      if (sink.pending === undefined || (told === undefined && said === "")) forgo();
      else
        sink.pending({
          model,
          isTold: false,
          prompt: told === undefined,
          ...(told === undefined && { completion: said }),
          settle: (counts) => tell(usageOf(counts)),
          forgo,
          billable: (counts) => ({ response: replaced(response, "usage", usageOf(counts)) }),
        });
    },
  };
}

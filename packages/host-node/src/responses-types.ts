import type {
  CompactArgs,
  DeletedResponse,
  InputItems,
  InputItemsArgs,
  ResponseEvent,
  ResponseObject,
  ResponsesArgs,
  StoredResponseArgs,
} from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { ChatStream } from "./chat-stream.ts";
import type { Answered, CallOptions, Exact, Streamed, Whole } from "./sdk-types.ts";

/** A streamed response: its events, to be iterated once. */
export type ResponseStream<Event = ResponseEvent> = Omit<ChatStream<Event, never>, "completion">;

/** LiteLLM's `responses`: one argument of its keyword arguments. Rejects with a `LintelError`, and with nothing else. */
export interface Responses {
  (args: Whole<ResponsesArgs>, options: Exact): Promise<JsonObject>;
  (args: Whole<ResponsesArgs>, options?: CallOptions): Promise<ResponseObject>;
  (args: Streamed<ResponsesArgs>, options: Exact): Promise<ResponseStream<JsonObject>>;
  (args: Streamed<ResponsesArgs>, options?: CallOptions): Promise<ResponseStream>;
  (args: ResponsesArgs, options?: CallOptions): Promise<ResponseObject | ResponseStream>;
  /** The same with the provider's headers and the losses. A stream tells its losses as they come. */
  readonly withResponse: {
    (args: Whole<ResponsesArgs>, options?: CallOptions): Promise<Answered<ResponseObject>>;
    (args: Streamed<ResponsesArgs>, options?: CallOptions): Promise<Answered<ResponseStream>>;
  };
  /** LiteLLM's `get_responses`: a stored response. */
  retrieve(args: StoredResponseArgs, options?: CallOptions): Promise<ResponseObject>;
  /** LiteLLM's `delete_responses`. */
  delete(args: StoredResponseArgs, options?: CallOptions): Promise<DeletedResponse>;
  /** LiteLLM's `cancel_responses`: stops a response that is made in the background. */
  cancel(args: StoredResponseArgs, options?: CallOptions): Promise<ResponseObject>;
  /** LiteLLM's `list_input_items`: what a stored response was asked with. */
  inputItems(args: InputItemsArgs, options?: CallOptions): Promise<InputItems>;
  /** LiteLLM's `compact_responses`: a conversation made shorter by its provider. */
  compact(args: CompactArgs, options?: CallOptions): Promise<ResponseObject>;
}

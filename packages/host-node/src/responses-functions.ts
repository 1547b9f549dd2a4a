import type {
  Client,
  CompactArgs,
  DeletedResponse,
  InputItems,
  InputItemsArgs,
  Kwargs,
  Outcome,
  ResponseObject,
  ResponsesArgs,
  RunOptions,
  StoredResponseArgs,
} from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { ResponseStream, Responses } from "./responses-types.ts";
import type { Answered, CallOptions, Exact, Streamed, Whole } from "./sdk-types.ts";

interface Asking {
  readonly perform: (kwargs: Kwargs, options: RunOptions) => Promise<Outcome>;
  readonly args: Kwargs;
  readonly options: CallOptions;
}

/** Makes a call, or rejects. */
type Ask = (asking: Asking) => Promise<Answered<unknown>>;

/** `responses` and what can be done with a response that is stored, over a client that is made when it is first needed. */
export function responsesFunctions(inner: () => Client, ask: Ask): Responses {
  function withResponse(args: Whole<ResponsesArgs>, options?: CallOptions): Promise<Answered<ResponseObject>>;
  function withResponse(args: Streamed<ResponsesArgs>, options?: CallOptions): Promise<Answered<ResponseStream>>;
  function withResponse(args: Kwargs, options: CallOptions = {}): Promise<Answered<unknown>> {
    return ask({ perform: inner().responses, args, options });
  }

  function responses(args: Whole<ResponsesArgs>, options: Exact): Promise<JsonObject>;
  function responses(args: Whole<ResponsesArgs>, options?: CallOptions): Promise<ResponseObject>;
  function responses(args: Streamed<ResponsesArgs>, options: Exact): Promise<ResponseStream<JsonObject>>;
  function responses(args: Streamed<ResponsesArgs>, options?: CallOptions): Promise<ResponseStream>;
  function responses(args: ResponsesArgs, options?: CallOptions): Promise<ResponseObject | ResponseStream>;
  async function responses(args: Kwargs, options: CallOptions = {}): Promise<unknown> {
    return (await ask({ perform: inner().responses, args, options })).data;
  }

  function retrieve(args: StoredResponseArgs, options?: CallOptions): Promise<ResponseObject>;
  async function retrieve(args: Kwargs, options: CallOptions = {}): Promise<unknown> {
    return (await ask({ perform: inner().getResponses, args, options })).data;
  }

  function remove(args: StoredResponseArgs, options?: CallOptions): Promise<DeletedResponse>;
  async function remove(args: Kwargs, options: CallOptions = {}): Promise<unknown> {
    return (await ask({ perform: inner().deleteResponses, args, options })).data;
  }

  function cancel(args: StoredResponseArgs, options?: CallOptions): Promise<ResponseObject>;
  async function cancel(args: Kwargs, options: CallOptions = {}): Promise<unknown> {
    return (await ask({ perform: inner().cancelResponses, args, options })).data;
  }

  function inputItems(args: InputItemsArgs, options?: CallOptions): Promise<InputItems>;
  async function inputItems(args: Kwargs, options: CallOptions = {}): Promise<unknown> {
    return (await ask({ perform: inner().listInputItems, args, options })).data;
  }

  function compact(args: CompactArgs, options?: CallOptions): Promise<ResponseObject>;
  async function compact(args: Kwargs, options: CallOptions = {}): Promise<unknown> {
    return (await ask({ perform: inner().compactResponses, args, options })).data;
  }

  return Object.assign(responses, { withResponse, retrieve, delete: remove, cancel, inputItems, compact });
}

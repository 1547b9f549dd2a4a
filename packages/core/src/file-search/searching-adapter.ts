import type { Adapter, Exchange } from "../adapter.ts";
import type { Call } from "../call.ts";
import type { Reading, Refusal } from "../client/front.ts";
import { uuid } from "../ids.ts";
import { entries, isArray, isObject, type Json, type JsonObject, numeric, object } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Needs } from "../need.ts";
import { pythonStr } from "../python-text.ts";
import type { RouteName } from "../routes/index.ts";
import { type Done, type Fail, fail, type Send, type Step } from "../step.ts";
import { toldToModel } from "./results.ts";
import { STORES, withStores } from "./search-connection.ts";
import { type Searched, searchedAnswer } from "./searched-answer.ts";
import { type Search, type SearchCall, searchCalls, searchesOf, unmadeOf } from "./searches.ts";
import type { StoreSearch } from "./store-search.ts";

/** What is searched for a model, and how it is asked again. */
export interface Searching {
  readonly search: StoreSearch;
  readonly stores: readonly string[];
  /** As the caller gave it. */
  readonly input: Json;
  /** Whether the caller asks for the results. */
  readonly isTold: boolean;
  /** The call that tells the model what was found. */
  follow(input: readonly Json[]): Reading<RouteName> | Refusal;
}

/** How far a call has come: the model's first answer, what it asks for and what it took, and what each search found. */
type SearchState = {
  readonly inner?: Json;
  readonly answer?: JsonObject;
  readonly calls?: readonly SearchCall[];
  readonly spent?: Json;
  readonly found?: readonly (readonly Json[])[];
  /** Whether the search under way was sent once before. */
  readonly isAgain?: boolean;
};

type Answered = Required<Omit<SearchState, "inner" | "isAgain">>;
type At = Pick<Exchange<RouteName>, "call" | "given">;

/** What a search found; undefined for nothing that can be read, as of one that did not get through. */
interface SearchOutcome {
  readonly found: readonly Json[] | undefined;
  readonly isSentAgain: boolean;
}

interface SearchEnd {
  readonly before: Answered;
  readonly outcome: SearchOutcome;
  readonly at: At;
  readonly isAgain: boolean;
}

/** A reply, or its lack, as whoever was asked reads it. */
interface Replied {
  ofModel(model: Adapter<RouteName>, exchange: Exchange<RouteName>): Step;
  ofSearch(): SearchOutcome;
}

/** Behind all ids that answers take. */
const SEARCH_ID = 1000;

function searchId({ id }: Call): string {
  return `fs_${uuid(id, SEARCH_ID).replaceAll("-", "").slice(0, 24)}`;
}

function withoutNulls(value: Json): Json {
  if (isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const told = entries(value).filter(([, member]) => member !== null);
  return object(told.map(([name, member]) => [name, withoutNulls(member)]));
}

/** Two usages as one. */
function together(one: Json, other: Json): Json {
  const [first, second] = [numeric(one), numeric(other)];
  if (first !== undefined && second !== undefined) return first + second;
  if (!isObject(one) || !isObject(other)) return other ?? one;
  const shared = Object.entries(other).map(([name, count]) => [name, together(one[name] ?? null, count)] as const);
  return { ...one, ...Object.fromEntries(shared) };
}

function unsearched({ store }: Search): Loss {
  return { pointer: "/tools", action: "dropped", reason: `the store ${store} could not be searched` };
}

function tooMany(unmade: number): Loss {
  return { pointer: "/tools", action: "dropped", reason: `${unmade} more searches than one call makes` };
}

function answeredOf({ answer, calls, spent = null, found }: SearchState): Answered | undefined {
  const isThere = answer !== undefined && calls !== undefined && found !== undefined;
  return isThere ? { answer, calls, spent, found } : undefined;
}

/** The search that comes next; undefined where all are made. */
function nextOf({ calls, found }: Answered): Search | undefined {
  return searchesOf(calls)[found.length];
}

/** A step of the served adapter as one of this. */
function kept<S extends Fail | Send>(step: S, state: SearchState): Step<SearchState> {
  if (step.step === "fail") return step;
  return { ...step, state: { ...state, ...(step.state !== undefined && { inner: step.state }) } };
}

/** An adapter that searches files for a model whose provider does not: asks it, searches what it asks for, and tells it what was found. */
export function searchingAdapter(
  served: Adapter<RouteName>,
  { search, stores, input, isTold, follow }: Searching,
): Adapter<RouteName> {
  // What is made of two answers is like no other.
  const { free: _free, reckoned: _reckoned, repeat: _repeat, stream: _stream, ...adapter } = served;

  function finished(step: Done, searched: Searched, spent: Json = null): Done {
    const { value, billed = value, uncounted } = step;
    const paid = (answer: JsonObject): JsonObject =>
      spent === null ? answer : { ...answer, usage: together(spent, answer.usage ?? null) };
    return {
      ...step,
      value: searchedAnswer(value, searched),
      billed: paid(billed),
      ...(uncounted !== undefined && {
        uncounted: {
          ...uncounted,
          settle(tokens) {
            const { value: counted, billed: told = counted } = uncounted.settle(tokens);
            return { value: searchedAnswer(counted, searched), billed: paid(told) };
          },
        },
      }),
    };
  }

  function searchPlan({ store, query }: Search, { target, settings }: Call): Send["plan"] | undefined {
    const { options, secrets } = target;
    return search.plan({ store, query, base: options[STORES], key: secrets?.[STORES], settings });
  }

  /** The model asked again, with what was found of each of its calls. */
  function again(
    { answer, calls, found }: Answered,
    call: Call,
  ): { readonly reading: Reading<RouteName> | Refusal; readonly call: Call } {
    const searches = searchesOf(calls);
    const told = calls.map(({ id }, at) => {
      const results = found.filter((_, place) => searches[place]?.call === at).flat();
      return { type: "function_call_output", call_id: id, output: toldToModel(results) };
    });
    const said = isArray(input) ? input : [{ role: "user", content: pythonStr(input) }];
    const output = isArray(answer.output) ? answer.output.map(withoutNulls) : [];
    const reading = follow([...said, ...output, ...told]);
    return { reading, call: reading.read === "call" ? { ...call, input: reading.input } : call };
  }

  /** The next search, or, where all are done, the model asked again. */
  function next(state: Answered, at: At): Step<SearchState> {
    const search = nextOf(state);
    if (search === undefined) {
      const { reading, call } = again(state, at.call);
      if (reading.read === "refused") return fail(reading.fault);
      const step = ended(reading.adapter.prepare(call, at.given), state, at);
      const unmade = unmadeOf(state.calls);
      return unmade === 0 ? step : { ...step, losses: [tooMany(unmade), ...(step.losses ?? [])] };
    }
    const plan = searchPlan(search, at.call);
    return plan === undefined ? missed(search, state, at) : { step: "send", plan, state };
  }

  function missed(search: Search, state: Answered, at: At): Step<SearchState> {
    const step = next({ ...state, found: [...state.found, []] }, at);
    return { ...step, losses: [unsearched(search), ...(step.losses ?? [])] };
  }

  function ended(step: Step, state: Answered, { call }: At): Step<SearchState> {
    if (step.step !== "done") return kept(step, state);
    const queries = state.calls.flatMap((it) => it.queries);
    return finished(step, { id: searchId(call), queries, results: state.found.flat(), isTold }, state.spent);
  }

  function begun(step: Step, at: At): Step<SearchState> {
    if (step.step !== "done") return kept(step, {});
    const { value, billed = value } = step;
    const id = searchId(at.call);
    const calls = searchCalls(value, { stores, input, fallbackId: id });
    if (calls.length > 0) return next({ answer: value, calls, spent: billed.usage ?? null, found: [] }, at);
    return finished(step, { id, queries: [pythonStr(input)], results: [], isTold: false });
  }

  /** What a search comes to. */
  function searched(search: Search, { before, outcome, at, isAgain }: SearchEnd): Step<SearchState> {
    if (outcome.found !== undefined) return next({ ...before, found: [...before.found, outcome.found] }, at);
    const plan = outcome.isSentAgain && !isAgain ? searchPlan(search, at.call) : undefined;
    return plan === undefined
      ? missed(search, before, at)
      : { step: "send", plan, state: { ...before, isAgain: true } };
  }

  /** What a reply, or its lack, comes to: of the model's first answer, of a search, or of its second. */
  function answered(
    { state = {}, ...at }: Exchange<RouteName, Needs, SearchState>,
    { ofModel, ofSearch }: Replied,
  ): Step<SearchState> {
    const { inner, isAgain = false } = state;
    const before = answeredOf(state);
    const within = inner === undefined ? {} : { state: inner };
    if (before === undefined) return begun(ofModel(served, { ...at, ...within }), at);
    const search = nextOf(before);
    if (search !== undefined) return searched(search, { before, outcome: ofSearch(), at, isAgain });
    const { reading, call } = again(before, at.call);
    if (reading.read === "refused") return fail(reading.fault);
    return ended(ofModel(reading.adapter, { ...at, call, ...within }), before, at);
  }

  return {
    ...adapter,
    connection: withStores(adapter.connection, search),
    prepare: (call, given) => begun(served.prepare(call, given), { call, given }),
    parse: (reply, exchange) =>
      answered(exchange, {
        ofModel: (model, inner) => model.parse(reply, inner),
        ofSearch: () => ({ found: search.found(reply), isSentAgain: false }),
      }),
    fault: (failed, exchange) =>
      answered(exchange, {
        ofModel: (model, inner) => model.fault(failed, inner),
        ofSearch: () => ({
          found: undefined,
          isSentAgain: failed.from === "transport" && search.isSentAgain(failed.failure),
        }),
      }),
  } satisfies Adapter<RouteName, Needs, SearchState>;
}

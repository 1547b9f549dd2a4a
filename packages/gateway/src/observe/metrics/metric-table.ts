import type { Label } from "./label-names.ts";

/** What a row counts. */
export const COUNTS = [
  "requests",
  "spend",
  "tokens",
  "input",
  "output",
  "cached",
  "written",
  "heard",
  "reasoned",
  "spoken",
] as const;

export type Count = (typeof COUNTS)[number];

/** What a row measures, in seconds. */
export const DURATIONS = ["total", "api", "firstToken", "overhead", "perToken"] as const;

export type Duration = (typeof DURATIONS)[number];

/** What is set anew by each call of a deployment. */
export const LEVELS = ["state", "remainingRequests", "remainingTokens"] as const;

export type Level = (typeof LEVELS)[number];

/** Which calls a counter counts: a refusal is a failure by a key that is not valid (401), which LiteLLM counts less. */
export type Counted = "all" | "success" | "failure" | "unrefused" | "unrefused failure";

interface Family {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

export interface CounterFamily extends Family {
  readonly type: "counter";
  readonly count: Count;
  readonly of: Counted;
  /** Whether there is a series before anything was counted. */
  readonly isSparse: boolean;
  /** Whether the deployment's labels are empty, and not `None`, where none was chosen. */
  readonly isBlank: boolean;
}

export interface HistogramFamily extends Family {
  readonly type: "histogram";
  readonly duration: Duration;
  /** Upper bounds in place of the latencies' own. */
  readonly bounds?: readonly number[];
}

export interface GaugeFamily extends Family {
  readonly type: "gauge";
  readonly level: Level;
}

export type MetricFamily = CounterFamily | HistogramFamily | GaugeFamily;

/** LiteLLM's `LATENCY_BUCKETS`, in seconds. */
export const LATENCIES: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 420, 600,
];

/** The bounds that Prometheus' Python client gives a histogram without any of its own. */
const PYTHON_BOUNDS: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const KEY = ["hashed_api_key", "api_key_alias"] as const satisfies readonly Label[];
const TEAM = ["team", "team_alias"] as const satisfies readonly Label[];
const ORG = ["org_id", "org_alias"] as const satisfies readonly Label[];
const WHO = ["end_user", "user", ...KEY, ...TEAM] as const satisfies readonly Label[];
const FROM = ["client_ip", "user_agent"] as const satisfies readonly Label[];
const SERVED = ["requested_model", "model_id", "api_provider"] as const satisfies readonly Label[];
const PLACE = ["litellm_model_name", "model_id", "api_base", "api_provider"] as const satisfies readonly Label[];
const TOKENS = [...WHO, ...SERVED, "model", "user_email"] as const satisfies readonly Label[];
const LATENCY = [...WHO, ...ORG, ...SERVED, "model", "service_tier"] as const satisfies readonly Label[];
const REQUEST = [...WHO, ...ORG, ...SERVED, ...FROM, "user_email", "route"] as const satisfies readonly Label[];
const BILLED = [...TOKENS, ...ORG, ...FROM] as const satisfies readonly Label[];
const DEPLOYMENT = [...PLACE, ...KEY, ...TEAM, ...FROM, "requested_model"] as const satisfies readonly Label[];
const OVERHEAD = [...PLACE, ...KEY, "model_group"] as const satisfies readonly Label[];
const PROMPT_CACHE = [...WHO, "model", "model_id", "api_provider"] as const satisfies readonly Label[];

type Counting = Pick<CounterFamily, "count" | "of"> & Partial<Pick<CounterFamily, "isSparse" | "isBlank">>;

function counter(
  name: string,
  help: string,
  { labels, ...counting }: Counting & Pick<Family, "labels">,
): CounterFamily {
  return { type: "counter", name, help, labels, isSparse: false, isBlank: false, ...counting };
}

function sparse(name: string, help: string, { labels, count }: Pick<CounterFamily, "labels" | "count">): CounterFamily {
  return counter(name, help, { labels, count, of: "success", isSparse: true });
}

function histogram(name: string, help: string, rest: Pick<HistogramFamily, "labels" | "duration" | "bounds">) {
  return { type: "histogram", name, help, ...rest } as const satisfies HistogramFamily;
}

function gauge(name: string, help: string, rest: Pick<GaugeFamily, "labels" | "level">): GaugeFamily {
  return { type: "gauge", name, help, ...rest };
}

const ANALYTICS = "LLM Deployment Analytics - ";

/** LiteLLM's metrics that are told here, in its order. */
export const METRICS: readonly MetricFamily[] = [
  counter(
    "litellm_proxy_failed_requests_metric",
    "Total number of failed responses from proxy - the client did not get a success response from litellm proxy",
    { count: "requests", of: "failure", labels: [...REQUEST, "exception_status", "exception_class"] },
  ),
  counter(
    "litellm_proxy_total_requests_metric",
    "Total number of requests made to the proxy server - track number of client side requests",
    { count: "requests", of: "all", labels: [...REQUEST, "status_code"] },
  ),
  histogram(
    "litellm_request_total_latency_metric",
    "End-to-end latency (seconds) for a request to LiteLLM Proxy Server, from the moment the request reached the proxy through the end of processing -- includes authentication, pre-call hooks, the LLM API call, and post-call processing",
    { duration: "total", labels: LATENCY },
  ),
  histogram("litellm_llm_api_latency_metric", "Total latency (seconds) for a models LLM API call", {
    duration: "api",
    labels: LATENCY,
  }),
  histogram("litellm_llm_api_time_to_first_token_metric", "Time to first token for a models LLM API call", {
    duration: "firstToken",
    labels: LATENCY,
  }),
  counter("litellm_spend_metric", "Total spend on LLM requests", {
    count: "spend",
    of: "success",
    labels: [...BILLED, "service_tier"],
  }),
  counter("litellm_total_tokens_metric", "Total number of input + output tokens from LLM requests", {
    count: "tokens",
    of: "success",
    labels: [...TOKENS, ...ORG],
  }),
  counter("litellm_input_tokens_metric", "Total number of input tokens from LLM requests", {
    count: "input",
    of: "success",
    labels: [...TOKENS, ...ORG],
  }),
  counter("litellm_output_tokens_metric", "Total number of output tokens from LLM requests", {
    count: "output",
    of: "success",
    labels: [...TOKENS, ...ORG],
  }),
  sparse(
    "litellm_input_cached_tokens_metric",
    "Provider-side cached input tokens (e.g. OpenAI prompt_tokens_details.cached_tokens, Anthropic cache_read_input_tokens)",
    { count: "cached", labels: TOKENS },
  ),
  sparse(
    "litellm_input_cache_creation_tokens_metric",
    "Provider-side input tokens written to prompt cache (e.g. Anthropic cache_creation_input_tokens)",
    { count: "written", labels: TOKENS },
  ),
  sparse("litellm_input_audio_tokens_metric", "Audio input tokens reported in prompt_tokens_details.audio_tokens", {
    count: "heard",
    labels: TOKENS,
  }),
  sparse(
    "litellm_output_reasoning_tokens_metric",
    "Reasoning tokens reported in completion_tokens_details.reasoning_tokens",
    { count: "reasoned", labels: TOKENS },
  ),
  sparse(
    "litellm_output_audio_tokens_metric",
    "Audio output tokens reported in completion_tokens_details.audio_tokens",
    { count: "spoken", labels: TOKENS },
  ),
  gauge(
    "litellm_remaining_requests_metric",
    `${ANALYTICS}remaining requests for model, returned from LLM API Provider`,
    { level: "remainingRequests", labels: OVERHEAD },
  ),
  gauge("litellm_remaining_tokens_metric", "remaining tokens for model, returned from LLM API Provider", {
    level: "remainingTokens",
    labels: OVERHEAD,
  }),
  histogram("litellm_overhead_latency_metric", "Latency overhead (milliseconds) added by LiteLLM processing", {
    duration: "overhead",
    labels: OVERHEAD,
  }),
  histogram(
    "litellm_overhead_with_guardrails_latency_metric",
    "Total internal latency (seconds) added by LiteLLM, including pre/post-call guardrails (excludes the LLM API call)",
    { duration: "overhead", labels: OVERHEAD },
  ),
  gauge(
    "litellm_deployment_state",
    `${ANALYTICS}The state of the deployment: 0 = healthy, 1 = partial outage, 2 = complete outage`,
    { level: "state", labels: PLACE },
  ),
  counter("litellm_deployment_success_responses", `${ANALYTICS}Total number of successful LLM API calls via litellm`, {
    count: "requests",
    of: "success",
    labels: DEPLOYMENT,
    isBlank: true,
  }),
  counter(
    "litellm_deployment_failure_responses",
    `${ANALYTICS}Total number of failed LLM API calls for a specific LLM deploymeny. exception_status is the status of the exception from the llm api`,
    {
      count: "requests",
      of: "unrefused failure",
      labels: [...DEPLOYMENT, "exception_status", "exception_class"],
      isBlank: true,
    },
  ),
  counter(
    "litellm_deployment_total_requests",
    `${ANALYTICS}Total number of LLM API calls via litellm - success + failure`,
    { count: "requests", of: "unrefused", labels: DEPLOYMENT, isBlank: true },
  ),
  histogram("litellm_deployment_latency_per_output_token", `${ANALYTICS}Latency per output token`, {
    duration: "perToken",
    labels: [...PLACE, ...KEY, ...TEAM, ...ORG],
    bounds: PYTHON_BOUNDS,
  }),
  counter("litellm_llm_api_failed_requests_metric", "deprecated - use litellm_proxy_failed_requests_metric", {
    count: "requests",
    of: "unrefused failure",
    labels: [...WHO, "model", "model_id"],
    isBlank: true,
  }),
  counter(
    "litellm_requests_metric",
    "deprecated - use litellm_proxy_total_requests_metric. Total number of LLM calls to litellm - track total per API Key, team, user",
    { count: "requests", of: "success", labels: BILLED },
  ),
  sparse(
    "litellm_provider_cache_read_input_tokens_metric",
    "Total prompt/input tokens read from provider prompt cache (e.g. OpenAI/Anthropic/Gemini/Bedrock)",
    { count: "cached", labels: PROMPT_CACHE },
  ),
  sparse(
    "litellm_provider_cache_creation_input_tokens_metric",
    "Total prompt/input tokens written to provider prompt cache (e.g. Anthropic/Bedrock)",
    { count: "written", labels: PROMPT_CACHE },
  ),
];

interface Brought {
  readonly type: "boolean" | "string";
  readonly why: string;
}

const on = (why: string): Brought => ({ type: "boolean", why });
const valued = (why: string): Brought => ({ type: "string", why });

const DATABASE = "there is no database";
const SERVER = "there is one server, and it needs no such setting";
const IN_CONFIGURATION = "the configuration says this, by litellm_params or litellm_settings";
const UNLIMITED = "requests are not limited";
const METRICS = "metrics are told at /metrics of the gateway's own port";
const NO_TLS = "TLS is not spoken here; a server in front has to";

/** Options of LiteLLM's command that change nothing about a gateway here, and why: it starts without them. */
export const NEEDLESS_OPTIONS: Readonly<Record<string, Brought>> = {
  telemetry: valued("nothing is told to anyone"),
  local: on("it is for LiteLLM's own debugging"),
  use_queue: on("LiteLLM does nothing with it either"),
  run_gunicorn: on(SERVER),
  run_hypercorn: on(SERVER),
  run_granian: on(SERVER),
  granian_threads: valued(SERVER),
  timeout_worker_healthcheck: valued("threads that fail are replaced at once"),
  max_requests_before_restart: valued("threads are not started anew"),
  max_requests_before_restart_jitter: valued("threads are not started anew"),
  reload: on("the configuration is read again whenever it changes"),
  keepalive_timeout: valued("idle connections stay for 75 seconds"),
  limit_concurrency: valued(UNLIMITED),
  prometheus_metrics_port: valued(METRICS),
  log_config: valued("LITELLM_LOG says how much is logged"),
  use_prisma_db_push: on(DATABASE),
  iam_token_db_auth: on(DATABASE),
  azure_postgresql_auth: on(DATABASE),
  use_v2_migration_resolver: on(DATABASE),
  enforce_prisma_migration_check: on(DATABASE),
  "no-enforce_prisma_migration_check": on(DATABASE),
};

/** Options of LiteLLM's command that ask for what a gateway here does not do, and what does instead. */
export const REFUSED_OPTIONS: ReadonlyMap<string, string> = new Map([
  ...["model", "alias", "api_base", "api_version", "headers", "temperature", "max_tokens"].map(
    (name) => [name, `models stand in the configuration: model_list names them`] as const,
  ),
  ...["drop_params", "request_timeout", "max_budget", "add_key", "add_function_to_prompt", "save"].map(
    (name) => [name, IN_CONFIGURATION] as const,
  ),
  ...["ssl_keyfile_path", "ssl_certfile_path", "ciphers"].map((name) => [name, NO_TLS] as const),
  ...["health", "test", "test_async", "num_requests"].map(
    (name) => [name, "ask a running gateway: GET /health, or the curl of your choice"] as const,
  ),
  ["setup", "write a configuration, and look at it with lintel check"],
  ["skip_server_startup", "lintel check reads a configuration and starts nothing"],
]);

/** Variables that ask for the same as an option that is refused, and why. */
const REFUSED_VARIABLES: Readonly<Record<string, string>> = {
  SSL_KEYFILE_PATH: NO_TLS,
  SSL_CERTFILE_PATH: NO_TLS,
};

/** What is said of the first variable that asks for what a gateway here does not do; no value is told. */
export function refusedVariable(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const found = Object.entries(REFUSED_VARIABLES).find(([name]) => (env[name] ?? "") !== "");
  return found && `the variable ${found[0]} is not taken: ${found[1]}`;
}

const NO_STORE = `${DATABASE}: keys are the master key and lintel.static_keys, and no spend is kept`;
const NO_PAGE = "there is no user interface";

const VARIABLES: Readonly<Record<string, string>> = {
  DATABASE_URL: NO_STORE,
  DATABASE_HOST: NO_STORE,
  LITELLM_SALT_KEY: "nothing is stored, so nothing is encrypted",
  STORE_MODEL_IN_DB: "models are read from the configuration alone",
  UI_USERNAME: NO_PAGE,
  UI_PASSWORD: NO_PAGE,
  HOST: "--host says on which address to listen",
  SERVER_ROOT_PATH: "paths begin at /; a server in front may take a prefix away",
  KEEPALIVE_TIMEOUT: "idle connections stay for 75 seconds",
  LIMIT_CONCURRENCY: UNLIMITED,
  MAX_REQUESTS_BEFORE_RESTART: "threads are not started anew",
  PROMETHEUS_METRICS_PORT: METRICS,
  LITELLM_CONFIG_BUCKET_NAME: "the configuration is a file",
};

/** What is said of LiteLLM's variables that are set and do nothing here; no value is told. */
export function needlessVariables(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(VARIABLES).flatMap(([name, why]) =>
    (env[name] ?? "") === "" ? [] : [`the variable ${name} is not looked at: ${why}`],
  );
}

import type { Adapter } from "../adapter.ts";
import type { Connection, OptionRule, Settings, Target } from "../call.ts";
import { isCredentialHeader } from "../credential-header.ts";
import { fromUser, isObject, pythonCompact } from "../json/index.ts";
import type { RouteName } from "../routes/index.ts";
import { classified, Secret } from "../secret.ts";
import type { Kwargs, Reading } from "./front.ts";

/** Environment variables whose values are credentials, beyond those a vendor names. */
const CREDENTIAL_VARIABLE = /(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$/;

/** Keyword arguments that hold credentials. */
const CREDENTIAL_ARGUMENTS: ReadonlySet<string> = new Set([
  "api_key",
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "aws_web_identity_token",
  "azure_ad_token",
  "azure_password",
  "client_secret",
  "gigachat_access_token",
  "vertex_ai_credentials",
  "vertex_credentials",
]);

/** Module flags that hold credentials, such as `api_key` and `openai_key`. */
const CREDENTIAL_SETTING = /(^|_)(key|token|secret|password|credentials)$/;

const HEADER_ARGUMENTS: ReadonlySet<string> = new Set(["headers", "extra_headers"]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function slot(name: string, value: unknown): unknown {
  return typeof value === "string" && value !== "" ? new Secret(name, value) : value;
}

/** A credential as a slot; one that is an object, such as a service account's key, as its JSON. */
function credential(name: string, value: unknown): unknown {
  const taken = typeof value === "object" && value !== null ? fromUser(value) : undefined;
  return slot(name, taken?.ok === true && isObject(taken.value) ? pythonCompact(taken.value) : value);
}

function wrapHeaders(headers: unknown): unknown {
  if (!isRecord(headers)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === "string" && isCredentialHeader(name, value) ? slot(name, value) : value,
    ]),
  );
}

/** The client's first act: every credential among the arguments becomes a slot. */
export function wrapKwargs(kwargs: Kwargs): Kwargs {
  const wrapped: Record<string, unknown> = { ...kwargs };
  for (const name in kwargs) {
    if (CREDENTIAL_ARGUMENTS.has(name)) wrapped[name] = credential(name, kwargs[name]);
    else if (HEADER_ARGUMENTS.has(name)) wrapped[name] = wrapHeaders(kwargs[name]);
  }
  return wrapped;
}

/** The environment with its credentials as slots. */
export function wrapEnv(env: Readonly<Record<string, string>>): Readonly<Record<string, string | Secret>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      CREDENTIAL_VARIABLE.test(name) && value !== "" ? new Secret(name, value) : value,
    ]),
  );
}

export interface Sources {
  readonly settings: Settings;
  readonly secretSettings: Readonly<Record<string, Secret>>;
  readonly env: Readonly<Record<string, string | Secret>>;
}

/** Settings apart from the credentials among them. */
export function splitSettings(settings: Settings): Pick<Sources, "settings" | "secretSettings"> {
  const entries = Object.entries(settings);
  const isSecret = ([name, value]: readonly [string, unknown]): boolean =>
    typeof value === "string" && CREDENTIAL_SETTING.test(name);
  return {
    settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secretSettings: Object.fromEntries(
      entries.flatMap(([name, value]) =>
        isSecret([name, value]) && typeof value === "string" && value !== "" ? [[name, new Secret(name, value)]] : [],
      ),
    ),
  };
}

function findSecret(rule: OptionRule, { secretSettings, env }: Sources): Secret | undefined {
  const fromSettings = (rule.settings ?? []).map((name) => secretSettings[name]).find((it) => it !== undefined);
  if (fromSettings !== undefined) return fromSettings;
  const [name, found] =
    rule.env.map((it) => [it, env[it]] as const).find(([, value]) => value !== undefined && value !== "") ?? [];
  return typeof found === "string" && name !== undefined
    ? new Secret(name, found)
    : found instanceof Secret
      ? found
      : undefined;
}

function findText(
  rule: { readonly settings?: readonly string[]; readonly env: readonly string[] },
  { settings, env }: Sources,
): string | undefined {
  const candidates = [...(rule.settings ?? []).map((name) => settings[name]), ...rule.env.map((name) => env[name])];
  return candidates.find((value): value is string => typeof value === "string" && value !== "");
}

type CallHeader = Target["headers"][number];

const AUTHORIZATION = "Authorization";

/** Headers with one authorization, however it is spelt: a request with two leaves the choice to whoever reads it. */
function authorizedOnce(headers: Target["headers"], { settings }: Sources): Target["headers"] {
  const isOdd = ([name]: CallHeader): boolean => name !== AUTHORIZATION && name.toLowerCase() === "authorization";
  if (settings.lintel_repeat_authorization === true || !headers.some(isOdd)) return headers;
  const named = headers.map((header): CallHeader => (isOdd(header) ? [AUTHORIZATION, header[1]] : header));
  return [...new Map<CallHeader[0], CallHeader[1]>(named)];
}

function headersOf({ adapter, headers: told }: Reading<RouteName>, sources: Sources): Target["headers"] {
  const { headerKinds } = adapter.connection;
  const headers = told.length === 0 ? told : authorizedOnce(told, sources);
  if (headerKinds === undefined) return headers;
  return headers.map(([name, value]) => [name, value instanceof Secret ? classified(value, headerKinds) : value]);
}

/** What settings and environment tell of a connection. */
interface Configured {
  readonly base: string | undefined;
  readonly key: Secret | undefined;
  readonly options: Target["options"];
  readonly secrets: Readonly<Record<string, Secret | undefined>>;
}

const configured = new WeakMap<Sources, Map<Connection, Configured>>();

function configure({ base, key, options = {}, secrets = {} }: Connection, sources: Sources): Configured {
  const texts = Object.entries(options).flatMap(([name, rule]) => {
    const value = findText(rule, sources);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    base: findText(base, sources),
    key: findSecret(key, sources),
    options: Object.fromEntries(texts),
    secrets: Object.fromEntries(Object.entries(secrets).map(([name, rule]) => [name, findSecret(rule, sources)])),
  };
}

// Settings and environment of a client never change: looking through them took 1 us a call.
function configuredOf(connection: Connection, sources: Sources): Configured {
  const ofSources = configured.get(sources) ?? new Map<Connection, Configured>();
  const known = ofSources.get(connection);
  if (known !== undefined) return known;
  const made = configure(connection, sources);
  configured.set(sources, ofSources.set(connection, made));
  return made;
}

function secretsOf({ adapter, secrets = {} }: Reading<RouteName>, held: Configured): NonNullable<Target["secrets"]> {
  return Object.fromEntries(
    Object.entries(adapter.connection.secrets ?? {}).flatMap(([name, rule]) => {
      const found = secrets[name] ?? held.secrets[name];
      return found === undefined ? [] : [[name, classified(found, rule.kinds)] as const];
    }),
  );
}

function optionsOf({ adapter, options: own }: Reading<RouteName>, { options }: Configured): Target["options"] {
  if (own === undefined) return options;
  const named = Object.keys(adapter.connection.options ?? {}).flatMap((name) => {
    const value = own[name] ?? options[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(named);
}

/** Where the call goes: what it names itself, else settings, else environment, else the vendor's own. */
export function connect<R extends RouteName>(reading: Reading<R>, sources: Sources): Target {
  const { connection }: Adapter<R> = reading.adapter;
  const held = configuredOf(connection, sources);
  const found = reading.base ?? held.base;
  const base = found ?? connection.base.fallback;
  const key = reading.key ?? held.key;
  return {
    isDefault: found === undefined,
    headers: headersOf(reading, sources),
    options: optionsOf(reading, held),
    ...(connection.secrets !== undefined && { secrets: secretsOf(reading, held) }),
    ...(base !== undefined && { base }),
    ...(key !== undefined && { key: classified(key, connection.key.kinds) }),
  };
}

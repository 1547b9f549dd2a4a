import { readFile, realpath } from "node:fs/promises";
import { isAbsolute, relative } from "node:path";
import { readsMachine, type TokenWorld } from "./token-source.ts";

const ALLOWED_FOLDERS = "/var/run/secrets,/run/secrets";
const METADATA = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity";
const DEADLINE_MS = 20_000;

type Asked = TokenWorld & {
  /** What stands after the name of the source. */
  readonly rest: string;
};

function variable({ env }: TokenWorld, name: string): string {
  const text = env[name];
  if (text === undefined || text === "") throw new Error(`azure_ad_token needs ${name}, which is not set`);
  return text;
}

async function listedFile({ env, rest }: Asked): Promise<string> {
  const folders = (env.LITELLM_OIDC_ALLOWED_CREDENTIAL_DIRS || ALLOWED_FOLDERS).split(",").map((it) => it.trim());
  if (!isAbsolute(rest)) throw new Error("azure_ad_token names a file, whose path has to be absolute");
  const path = await realpath(rest);
  for (const folder of folders.filter((it) => it !== "")) {
    const inside = relative(await realpath(folder).catch(() => folder), path);
    if (inside !== "" && !inside.startsWith("..") && !isAbsolute(inside)) return readFile(path, "utf8");
  }
  throw new Error("azure_ad_token names a file outside of LITELLM_OIDC_ALLOWED_CREDENTIAL_DIRS");
}

async function fetched(
  address: string,
  { rest, headers }: { rest: string; headers: Readonly<Record<string, string>> },
): Promise<Response> {
  const url = new URL(address);
  url.searchParams.set("audience", rest);
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(DEADLINE_MS), redirect: "error" });
  if (!response.ok) throw new Error(`azure_ad_token: the issuer of identity tokens answered ${response.status}`);
  return response;
}

async function github({ rest, ...world }: Asked): Promise<string> {
  const headers = {
    authorization: `Bearer ${variable(world, "ACTIONS_ID_TOKEN_REQUEST_TOKEN")}`,
    accept: "application/json; api-version=2.0",
  };
  const response = await fetched(variable(world, "ACTIONS_ID_TOKEN_REQUEST_URL"), { rest, headers });
  const told: unknown = await response.json();
  if (typeof told === "object" && told !== null && "value" in told && typeof told.value === "string") return told.value;
  throw new Error("azure_ad_token: the issuer of identity tokens answered without one");
}

async function google({ rest, machineIdentity }: Asked): Promise<string> {
  if (machineIdentity !== true)
    throw new Error("azure_ad_token: Google's metadata server is asked only with tokens.machineIdentity");
  return (await fetched(METADATA, { rest, headers: { "metadata-flavor": "Google" } })).text();
}

/** LiteLLM's sources of identity tokens (`get_secret`, `oidc/…`). */
const SOURCES: Readonly<Record<string, (asked: Asked) => string | Promise<string>>> = {
  env: (asked) => variable(asked, asked.rest),
  env_path: (asked) => readFile(variable(asked, asked.rest), "utf8"),
  file: listedFile,
  azure: (asked) => readFile(variable(asked, "AZURE_FEDERATED_TOKEN_FILE"), "utf8"),
  circleci: (asked) => variable(asked, "CIRCLE_OIDC_TOKEN"),
  circleci_v2: (asked) => variable(asked, "CIRCLE_OIDC_TOKEN_V2"),
  github,
  google,
};

/** The identity token that `oidc/SOURCE/…` names. Rejects where it names none, or where a call may not name one. */
export async function oidcToken(reference: string, world: TokenWorld): Promise<string> {
  if (!readsMachine(world, "AZURE_AD_TOKEN"))
    throw new Error(
      "azure_ad_token: oidc/ names what is this machine's, which a call may not (tokens.callPaths lets it)",
    );
  const [, source = "", ...rest] = reference.split("/");
  const read = Object.hasOwn(SOURCES, source) ? SOURCES[source] : undefined;
  if (read === undefined) throw new Error(`azure_ad_token: ${source} is not one of ${Object.keys(SOURCES).join(", ")}`);
  return read({ ...world, rest: rest.join("/") });
}

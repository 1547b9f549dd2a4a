import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { GoogleAuthOptions } from "google-auth-library";
import { loadPackage } from "../load-package.ts";
import { readsMachine, type TokenSource, type TokenWorld } from "./token-source.ts";

type Credentials = NonNullable<GoogleAuthOptions["credentials"]>;
type ClientOptions = NonNullable<GoogleAuthOptions["clientOptions"]>;

interface Client {
  getAccessToken(): Promise<{ readonly token?: string | null }>;
  readonly credentials: { readonly expiry_date?: number | null };
}

const CLOUD = "https://www.googleapis.com/auth/cloud-platform";
const ADC_FILE = "application_default_credentials.json";
// Where a client does not tell: Google's tokens live an hour.
const LIFETIME_MS = 3_600_000;

function adcPath({ CLOUDSDK_CONFIG, APPDATA }: TokenWorld["env"]): string {
  const folder =
    CLOUDSDK_CONFIG ?? (APPDATA === undefined ? join(homedir(), ".config", "gcloud") : join(APPDATA, "gcloud"));
  return join(folder, ADC_FILE);
}

async function textOf(path: string, origin: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Error(`${origin} names a file that cannot be read`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function parsed(text: string, origin: string): Credentials {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // The text holds a private key: not even a parser's excerpt of it is told.
  }
  throw new Error(`${origin} holds no JSON of Google credentials`);
}

/** Types of credentials that name no file, address or program of their own: the others have Google's library read one (https://google.aip.dev/auth/4117). */
const PLAIN: ReadonlySet<unknown> = new Set(["service_account", "authorized_user"]);

function isPlain(credentials: Credentials): boolean {
  return "type" in credentials && PLAIN.has(credentials.type);
}

/** LiteLLM's variable (JSON or a path), Google's own, and the file `gcloud auth application-default login` leaves. */
async function credentialsFrom(world: TokenWorld): Promise<Credentials | undefined> {
  const { env, fromCall } = world;
  const { VERTEXAI_CREDENTIALS: own = "", GOOGLE_APPLICATION_CREDENTIALS: path = "" } = env;
  if (own !== "") {
    const isPath = !own.trimStart().startsWith("{");
    const origin = fromCall?.has("VERTEXAI_CREDENTIALS") === true ? "vertex_credentials" : "VERTEXAI_CREDENTIALS";
    if (isPath && !readsMachine(world, "VERTEXAI_CREDENTIALS"))
      throw new Error(`${origin} is no JSON, and a path is not read for a call (tokens.callPaths lets it)`);
    const credentials = parsed(isPath ? await textOf(own, origin) : own, origin);
    if (!isPlain(credentials) && !readsMachine(world, "VERTEXAI_CREDENTIALS"))
      throw new Error(`${origin} are of a type that is not taken for a call (tokens.callPaths lets it)`);
    return credentials;
  }
  if (path !== "")
    return parsed(await textOf(path, "GOOGLE_APPLICATION_CREDENTIALS"), "GOOGLE_APPLICATION_CREDENTIALS");
  try {
    return parsed(await readFile(adcPath(env), "utf8"), ADC_FILE);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Google's access tokens by google-auth-library: a service account, a user, a federated identity, or the machine's own. */
export function googleTokens(world: TokenWorld, clientOptions: ClientOptions = {}): TokenSource {
  const clients = new Map<string, Promise<Client>>();

  async function open(scopes: string): Promise<Client> {
    const { Compute, GoogleAuth } = await loadPackage("google-auth-library", () => import("google-auth-library"));
    const credentials = await credentialsFrom(world);
    if (credentials !== undefined) return new GoogleAuth({ credentials, scopes: [scopes], clientOptions }).getClient();
    if (world.machineIdentity === true) return new Compute({ ...clientOptions, scopes: [scopes] });
    throw new Error(
      "no Google credentials: set VERTEXAI_CREDENTIALS or GOOGLE_APPLICATION_CREDENTIALS, or let the host use the machine's identity (tokens.machineIdentity)",
    );
  }

  return {
    async token(scope) {
      const wanted = scope === "" ? CLOUD : scope;
      const opening = clients.get(wanted) ?? open(wanted);
      clients.set(wanted, opening);
      try {
        const client = await opening;
        const { token } = await client.getAccessToken();
        if (typeof token !== "string" || token === "") throw new Error("Google answered without a token");
        return { text: token, expiresAt: client.credentials.expiry_date ?? Date.now() + LIFETIME_MS };
      } catch (error) {
        clients.delete(wanted);
        throw error;
      }
    },
  };
}

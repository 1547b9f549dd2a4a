import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { token } from "@lintel/core";
import { reveal, Secret } from "@lintel/core/host";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { serve } from "../test/servers.ts";
import { azureTokens } from "./azure.ts";
import { googleTokens } from "./google.ts";
import { RENEW_BEFORE_MS, tokenCache } from "./token-cache.ts";
import type { AccessToken, TokenWorld } from "./token-source.ts";
import { type Tokens, tokens } from "./tokens.ts";

const HOUR_MS = 3_600_000;
const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const ACCOUNT = {
  type: "service_account",
  project_id: "project",
  private_key_id: "kid",
  private_key: PRIVATE_KEY,
  client_email: "lintel@project.iam.gserviceaccount.com",
  client_id: "1",
};
const USER = { type: "authorized_user", client_id: "id", client_secret: "user-secret", refresh_token: "refresh" };

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "lintel-"));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

async function written(name: string, value: unknown): Promise<string> {
  const path = join(await folder(), name);
  await writeFile(path, JSON.stringify(value));
  return path;
}

interface Exchanged {
  readonly url: string;
  readonly body: string;
}

/** Google's token endpoint without a network. */
function google(
  answer: (count: number) => Response = () => Response.json({ access_token: "ya29.a", expires_in: 3599 }),
) {
  const seen: Exchanged[] = [];
  const fetchImplementation = async (input: unknown, init?: RequestInit): Promise<Response> => {
    seen.push({ url: String(input), body: String(init?.body) });
    return answer(seen.length);
  };
  return { seen, options: { transporterOptions: { fetchImplementation } } };
}

async function supplied(source: Tokens, issuer: string, scope?: string): Promise<string> {
  const answer = await source.supply(token(issuer, scope));
  if (!answer.supplied) return answer.message;
  expect(JSON.stringify(answer)).not.toContain(reveal(answer.value));
  return reveal(answer.value);
}

function googleOnly(world: TokenWorld, { options }: ReturnType<typeof google>): Tokens {
  return tokens(world, { google: (own) => googleTokens(own, options) });
}

function claims(assertion: string | null): unknown {
  return JSON.parse(Buffer.from(assertion?.split(".")[1] ?? "", "base64url").toString());
}

describe("a token of Google", () => {
  it("is exchanged for a service account's signed claim, given as JSON, as LiteLLM's variable, or as a file", async () => {
    for (const env of [
      { VERTEXAI_CREDENTIALS: JSON.stringify(ACCOUNT) },
      { VERTEXAI_CREDENTIALS: await written("a.json", ACCOUNT) },
      { GOOGLE_APPLICATION_CREDENTIALS: await written("b.json", ACCOUNT) },
    ]) {
      const endpoint = google();
      expect(await supplied(googleOnly({ env }, endpoint), "google")).toBe("ya29.a");
      expect(endpoint.seen).toHaveLength(1);
      expect(endpoint.seen[0]?.url).toBe("https://oauth2.googleapis.com/token");
      expect(claims(new URLSearchParams(endpoint.seen[0]?.body).get("assertion"))).toMatchObject({
        iss: ACCOUNT.client_email,
        scope: "https://www.googleapis.com/auth/cloud-platform",
        aud: "https://oauth2.googleapis.com/token",
      });
    }
  });

  it("is refreshed for the user whom gcloud left behind", async () => {
    const path = await written("application_default_credentials.json", USER);
    const endpoint = google();
    const world = { env: { CLOUDSDK_CONFIG: join(path, "..") } };
    expect(await supplied(googleOnly(world, endpoint), "google")).toBe("ya29.a");
    expect(Object.fromEntries(new URLSearchParams(endpoint.seen[0]?.body))).toMatchObject({
      grant_type: "refresh_token",
      refresh_token: "refresh",
    });
  });

  it("is the same for callers who come at once and after each other, and another for another scope", async () => {
    const endpoint = google((count) => Response.json({ access_token: `ya29.${count}`, expires_in: 3599 }));
    const source = googleOnly({ env: { VERTEXAI_CREDENTIALS: JSON.stringify(ACCOUNT) } }, endpoint);
    const all = await Promise.all(Array.from({ length: 20 }, () => supplied(source, "google")));
    expect(new Set([...all, await supplied(source, "google")])).toEqual(new Set(["ya29.1"]));
    expect(await supplied(source, "google", "https://www.googleapis.com/auth/drive")).toBe("ya29.2");
    expect(endpoint.seen).toHaveLength(2);
  });

  it("is asked for again after a failure, which is told without a credential", async () => {
    const endpoint = google((count) =>
      count === 1
        ? Response.json({ error: "invalid_grant", error_description: "Invalid JWT Signature." }, { status: 400 })
        : Response.json({ access_token: "ya29.b", expires_in: 3599 }),
    );
    const source = googleOnly({ env: { VERTEXAI_CREDENTIALS: JSON.stringify(ACCOUNT) } }, endpoint);
    const told = await supplied(source, "google");
    expect(told).toMatch(/^no token of google: .*invalid_grant/);
    expect(told).not.toContain("PRIVATE KEY");
    expect(await supplied(source, "google")).toBe("ya29.b");
  });

  it("is refused with what to set where no credentials are, and the machine's identity is not asked", async () => {
    const endpoint = google();
    const env = { CLOUDSDK_CONFIG: await folder() };
    expect(await supplied(googleOnly({ env }, endpoint), "google")).toMatch(
      /^no token of google: no Google credentials: set VERTEXAI_CREDENTIALS or GOOGLE_APPLICATION_CREDENTIALS/,
    );
    expect(endpoint.seen).toEqual([]);
  });

  it("is the machine's own where the host lets it be asked", async () => {
    const asked: string[] = [];
    const server = await serve((request, response) => {
      asked.push(request.url ?? "");
      const headers = { "content-type": "application/json", "metadata-flavor": "Google" };
      response.writeHead(200, headers).end(JSON.stringify({ access_token: "ya29.machine", expires_in: 3599 }));
    });
    vi.stubEnv("GCE_METADATA_HOST", `127.0.0.1:${server.port}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const env = { CLOUDSDK_CONFIG: await folder() };
    expect(await supplied(tokens({ env, machineIdentity: true }), "google")).toBe("ya29.machine");
    expect(asked.join()).toContain("/computeMetadata/v1/instance/service-accounts/default/token");
    const count = asked.length;
    expect(await supplied(tokens({ env }), "google")).toMatch(/^no token of google: no Google credentials/);
    expect(asked).toHaveLength(count);
  });

  it("is refused where the credentials cannot be read, their text kept back", async () => {
    const of = (VERTEXAI_CREDENTIALS: string): Promise<string> =>
      supplied(googleOnly({ env: { VERTEXAI_CREDENTIALS } }, google()), "google");
    expect(await of("{secret: not json")).toBe(
      "no token of google: VERTEXAI_CREDENTIALS holds no JSON of Google credentials",
    );
    expect(await of("/no/such/file")).toBe("no token of google: VERTEXAI_CREDENTIALS names a file that cannot be read");
  });
});

interface Asked {
  readonly url: string;
  readonly body?: unknown;
}

/** Azure's authority without a network. */
function azure(): { readonly seen: Asked[]; readonly options: NonNullable<Parameters<typeof azureTokens>[1]> } {
  const seen: Asked[] = [];
  const sendRequest = async (request: Asked): Promise<never> => {
    seen.push({ url: request.url, body: request.body });
    const bodyAsText = JSON.stringify({ token_type: "Bearer", expires_in: 3599, access_token: `aad.${seen.length}` });
    const headers = Object.assign(new Map(), { toJSON: () => ({}) });
    return { request, status: 200, headers, bodyAsText } as never;
  };
  return { seen, options: { disableInstanceDiscovery: true, httpClient: { sendRequest } } };
}

const APP = {
  AZURE_TENANT_ID: "11111111-2222-3333-4444-555555555555",
  AZURE_CLIENT_ID: "app",
  AZURE_CLIENT_SECRET: "secret",
};

function azureOnly(world: TokenWorld, { options }: ReturnType<typeof azure>): Tokens {
  return tokens(world, { azure: (own) => azureTokens(own, options) });
}

describe("a token of Azure", () => {
  it("is exchanged for a client's secret under LiteLLM's names, once for callers who come at once", async () => {
    const authority = azure();
    const source = azureOnly({ env: APP }, authority);
    const all = await Promise.all(Array.from({ length: 20 }, () => supplied(source, "azure")));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toMatch(/^aad\./);
    const asked = authority.seen.filter(({ body }) => body !== undefined);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toContain(`https://login.microsoftonline.com/${APP.AZURE_TENANT_ID}/oauth2/v2.0/token`);
    expect(Object.fromEntries(new URLSearchParams(String(asked[0]?.body)))).toMatchObject({
      client_id: "app",
      client_secret: "secret",
      grant_type: "client_credentials",
      scope: expect.stringContaining("https://cognitiveservices.azure.com/.default"),
    });
  });

  it("is exchanged for a workload's federated token", async () => {
    const { AZURE_CLIENT_SECRET: _, ...app } = APP;
    const path = join(await folder(), "token");
    await writeFile(path, "header.payload.signature");
    const authority = azure();
    const source = azureOnly(
      { env: { ...app, AZURE_FEDERATED_TOKEN_FILE: path, AZURE_SCOPE: "api://x/.default" } },
      authority,
    );
    expect(await supplied(source, "azure")).toMatch(/^aad\./);
    const body = Object.fromEntries(new URLSearchParams(String(authority.seen.at(-1)?.body)));
    expect(body).toMatchObject({ client_assertion: "header.payload.signature", client_id: "app" });
    expect(body.scope).toContain("api://x/.default");
  });

  it("is refused with what to set where no credentials are, or an unknown kind of them is named", async () => {
    const of = (env: TokenWorld["env"]): Promise<string> => supplied(azureOnly({ env }, azure()), "azure");
    expect(await of({})).toMatch(/^no token of azure: no Azure credentials: set AZURE_TENANT_ID/);
    expect(await of({ AZURE_CREDENTIAL: "ClientSecretCredential", AZURE_CLIENT_ID: "app" })).toBe(
      "no token of azure: no Azure credentials, missing AZURE_TENANT_ID, AZURE_CLIENT_SECRET",
    );
    expect(await of({ AZURE_CREDENTIAL: "toString" })).toMatch(/AZURE_CREDENTIAL: toString is not one of/);
  });
});

const { AZURE_CLIENT_SECRET: _secret, ...CLIENT } = APP;

describe("a token of Azure for a user's password", () => {
  it("is exchanged with the tenant, or with any organization's where none is told", async () => {
    for (const [tenant, place] of [
      [{}, "organizations"],
      [{ AZURE_TENANT_ID: APP.AZURE_TENANT_ID }, APP.AZURE_TENANT_ID],
    ] as const) {
      const authority = azure();
      const env = { ...tenant, AZURE_CLIENT_ID: "app", AZURE_USERNAME: "ann@x.example", AZURE_PASSWORD: "pass word" };
      await supplied(azureOnly({ env }, authority), "azure");
      const asked = authority.seen.find(({ body }) => String(body).includes("password"));
      expect(asked?.url).toContain(`/${place}/oauth2/v2.0/token`);
      expect(Object.fromEntries(new URLSearchParams(String(asked?.body)))).toMatchObject({
        grant_type: "password",
        username: "ann@x.example",
        password: "pass word",
      });
    }
  });
});

describe("a token of Azure for an identity token (oidc/…)", () => {
  async function asserted(env: Readonly<Record<string, string>>): Promise<string | null> {
    const authority = azure();
    const told = await supplied(azureOnly({ env: { ...CLIENT, ...env } }, authority), "azure");
    if (!told.startsWith("aad.")) return told;
    return new URLSearchParams(String(authority.seen.at(-1)?.body)).get("client_assertion");
  }

  it("is exchanged for what a variable, a file or a build service holds", async () => {
    const path = join(await folder(), "token");
    await writeFile(path, "from.a.file");
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/env/MY_TOKEN", MY_TOKEN: "from.a.variable" })).toBe(
      "from.a.variable",
    );
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/env_path/MY_PATH", MY_PATH: path })).toBe("from.a.file");
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/azure/x", AZURE_FEDERATED_TOKEN_FILE: path })).toBe("from.a.file");
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/circleci/x", CIRCLE_OIDC_TOKEN: "from.a.build" })).toBe(
      "from.a.build",
    );
    const folders = { LITELLM_OIDC_ALLOWED_CREDENTIAL_DIRS: `/nowhere, ${join(path, "..")}` };
    expect(await asserted({ AZURE_AD_TOKEN: `oidc/file/${path}`, ...folders })).toBe("from.a.file");
  });

  it("is exchanged for what GitHub's actions issue for the audience", async () => {
    const server = await serve((request, response) => {
      const told = `${request.headers.authorization} ${new URL(request.url ?? "", "http://x").searchParams.get("audience")}`;
      response.end(JSON.stringify({ value: told }));
    });
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${server.origin}/?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t",
    };
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/github/api://a/b", ...env })).toBe("Bearer t api://a/b");
  });

  it("is refused by its parameter's name where none is to be had", async () => {
    const path = join(await folder(), "token");
    await writeFile(path, "x");
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/env/MY_TOKEN" })).toMatch(/azure_ad_token needs MY_TOKEN/);
    expect(await asserted({ AZURE_AD_TOKEN: `oidc/file/${path}` })).toMatch(/outside of LITELLM_OIDC_ALLOWED/);
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/file/token" })).toMatch(/has to be absolute/);
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/google/x" })).toMatch(/only with tokens\.machineIdentity/);
    expect(await asserted({ AZURE_AD_TOKEN: "oidc/toString/x" })).toMatch(/azure_ad_token: toString is not one of/);
  });

  it("that a call names is exchanged only where the host lets calls name what is the machine's", async () => {
    const env = { ...CLIENT, PRIVATE: "never.to.be.sent" };
    const need = {
      ...token("azure"),
      credentials: { azure_ad_token: new Secret("azure_ad_token", "oidc/env/PRIVATE") },
    };
    expect(await azureOnly({ env }, azure()).supply(need)).toMatchObject({
      supplied: false,
      message: expect.stringContaining("azure_ad_token: oidc/ names what is this machine's"),
    });
    expect(await azureOnly({ env, callPaths: true }, azure()).supply(need)).toMatchObject({ supplied: true });
  });
});

describe("a token for a call's own credentials", () => {
  it("is its own, and goes before the host's", async () => {
    const endpoint = google((count) => Response.json({ access_token: `ya29.${count}`, expires_in: 3599 }));
    const source = googleOnly({ env: { VERTEXAI_CREDENTIALS: JSON.stringify(ACCOUNT) } }, endpoint);
    const other = new Secret("vertex_credentials", JSON.stringify({ ...ACCOUNT, client_email: "other@x" }));
    const own = { ...token("google"), credentials: { vertex_credentials: other } };
    const answers = [await source.supply(token("google")), await source.supply(own), await source.supply(own)];
    expect(answers.map((it) => it.supplied && reveal(it.value))).toEqual(["ya29.1", "ya29.2", "ya29.2"]);
    expect(claims(new URLSearchParams(endpoint.seen[1]?.body).get("assertion"))).toMatchObject({ iss: "other@x" });
  });

  it("never reads a file that a call names, unless the host lets it", async () => {
    const path = await written("a.json", ACCOUNT);
    const endpoint = google();
    const own = { ...token("google"), credentials: { vertex_credentials: path } };
    expect(await googleOnly({ env: {} }, endpoint).supply(own)).toEqual({
      supplied: false,
      message:
        "no token of google: vertex_credentials is no JSON, and a path is not read for a call (tokens.callPaths lets it)",
    });
    expect(endpoint.seen).toEqual([]);
    expect(await googleOnly({ env: {}, callPaths: true }, endpoint).supply(own)).toMatchObject({ supplied: true });
  });

  it("never has a file read that stands in the JSON a call gives, unless the host lets it", async () => {
    const bodies: string[] = [];
    const issuer = await serve(async (request, response) => {
      for await (const piece of request) bodies.push(decodeURIComponent(String(piece)));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ access_token: "a", token_type: "Bearer", expires_in: 3600 }));
    });
    const account = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${issuer.origin}/token`,
      credential_source: { file: await written("subject", "a secret of this machine") },
    };
    const asked = (given: unknown, world: TokenWorld) =>
      tokens(world).supply({ ...token("google"), credentials: { vertex_credentials: JSON.stringify(given) } });
    const nested = { type: "impersonated_service_account", source_credentials: account };
    for (const given of [account, nested, { ...account, type: "external_account_authorized_user" }, { type: 1 }, {}])
      expect(await asked(given, { env: {} })).toEqual({
        supplied: false,
        message: expect.stringMatching(/: vertex_credentials are of a type that is not taken for a call/),
      });
    expect(bodies).toEqual([]);
    expect(await asked(account, { env: {}, callPaths: true })).toMatchObject({ supplied: true });
    const env = { VERTEXAI_CREDENTIALS: JSON.stringify(account) };
    expect(await tokens({ env }).supply(token("google"))).toMatchObject({ supplied: true });
    expect(bodies.map((body) => body.includes("a+secret+of+this+machine"))).toEqual([true, true]);
  });

  it("is the environment's where an adapter only passes on what it read there, a path too", async () => {
    const path = await written("a.json", ACCOUNT);
    const endpoint = google();
    const passed = { vertex_credentials: new Secret("VERTEXAI_CREDENTIALS", path), vertex_project: "p" };
    const need = { ...token("google"), credentials: passed };
    expect(await googleOnly({ env: { VERTEXAI_CREDENTIALS: path } }, endpoint).supply(need)).toMatchObject({
      supplied: true,
    });
  });

  it("is exchanged for the part that a call gives and the rest of the environment", async () => {
    const authority = azure();
    const { AZURE_CLIENT_SECRET: _, ...env } = APP;
    const credentials = { client_secret: new Secret("client_secret", "from the call") };
    const answer = await azureOnly({ env }, authority).supply({ ...token("azure"), credentials });
    expect(answer).toMatchObject({ supplied: true });
    expect(String(authority.seen.at(-1)?.body)).toContain("client_secret=from%20the%20call");
  });
});

describe("a token that is held", () => {
  it("is handed out until shortly before its end, then asked for once more", async () => {
    let now = 0;
    const cache = tokenCache(() => now);
    const ask = vi.fn(
      async (): Promise<AccessToken> => ({ text: `t${ask.mock.calls.length}`, expiresAt: now + HOUR_MS }),
    );
    expect(await cache.get("a", ask)).toBe("t1");
    now = HOUR_MS - RENEW_BEFORE_MS - 1;
    expect(await cache.get("a", ask)).toBe("t1");
    now += 1;
    expect(await Promise.all([cache.get("a", ask), cache.get("a", ask), cache.get("a", ask)])).toEqual([
      "t2",
      "t2",
      "t2",
    ]);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("does not keep a failure", async () => {
    const cache = tokenCache(() => 0);
    await expect(cache.get("a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await cache.get("a", async () => ({ text: "t", expiresAt: HOUR_MS }))).toBe("t");
  });

  it("is not waited for by a caller who aborts, while others go on waiting", async () => {
    const gate: { open?: () => void } = {};
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const slow = { token: () => opened.then(() => ({ text: "late", expiresAt: Date.now() + HOUR_MS })) };
    const source = tokens({ env: {} }, { slow: () => slow });
    const patient = supplied(source, "slow");
    const aborted = await source.supply(token("slow"), AbortSignal.timeout(20));
    expect(aborted).toEqual({ supplied: false, message: "the caller aborted the call" });
    gate.open?.();
    expect(await patient).toBe("late");
  });
});

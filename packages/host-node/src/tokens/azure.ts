import type * as Identity from "@azure/identity";
import { loadPackage } from "../load-package.ts";
import { oidcToken } from "./oidc.ts";
import type { TokenSource, TokenWorld } from "./token-source.ts";

type Credential = Identity.TokenCredential;
type CredentialOptions = Identity.TokenCredentialOptions & Identity.AuthorityValidationOptions;

interface Made {
  readonly identity: typeof Identity;
  readonly world: TokenWorld;
  readonly options: CredentialOptions;
}

const SCOPE = "https://cognitiveservices.azure.com/.default";

function needed({ world }: Made, ...names: readonly string[]): readonly string[] {
  const missing = names.filter((name) => !world.env[name]);
  if (missing.length > 0) throw new Error(`no Azure credentials, missing ${missing.join(", ")}`);
  return names.map((name) => world.env[name] ?? "");
}

function workload(made: Made): Credential {
  const [clientId = "", tenantId = "", tokenFilePath = ""] = needed(
    made,
    "AZURE_CLIENT_ID",
    "AZURE_TENANT_ID",
    "AZURE_FEDERATED_TOKEN_FILE",
  );
  return new made.identity.WorkloadIdentityCredential({ ...made.options, clientId, tenantId, tokenFilePath });
}

function managed({ identity, world, options }: Made): Credential {
  const clientId = world.env.AZURE_CLIENT_ID;
  return clientId
    ? new identity.ManagedIdentityCredential(clientId, options)
    : new identity.ManagedIdentityCredential(options);
}

/** LiteLLM's `AzureCredentialType`, as `AZURE_CREDENTIAL` names them, and the two that `get_azure_ad_token` makes besides. */
const CREDENTIALS: Readonly<Record<string, (made: Made) => Credential>> = {
  ClientSecretCredential(made) {
    const [tenant = "", id = "", secret = ""] = needed(
      made,
      "AZURE_TENANT_ID",
      "AZURE_CLIENT_ID",
      "AZURE_CLIENT_SECRET",
    );
    return new made.identity.ClientSecretCredential(tenant, id, secret, made.options);
  },
  CertificateCredential(made) {
    const [tenant = "", id = "", certificatePath = ""] = needed(
      made,
      "AZURE_TENANT_ID",
      "AZURE_CLIENT_ID",
      "AZURE_CERTIFICATE_PATH",
    );
    const certificatePassword = made.world.env.AZURE_CERTIFICATE_PASSWORD;
    const certificate = { certificatePath, ...(certificatePassword ? { certificatePassword } : {}) };
    return new made.identity.ClientCertificateCredential(tenant, id, certificate, made.options);
  },
  UsernamePasswordCredential(made) {
    const { AZURE_TENANT_ID: tenant = "organizations" } = made.world.env;
    const [id = "", user = "", password = ""] = needed(made, "AZURE_CLIENT_ID", "AZURE_USERNAME", "AZURE_PASSWORD");
    return new made.identity.UsernamePasswordCredential(tenant, id, user, password, made.options);
  },
  ClientAssertionCredential(made) {
    const { world } = made;
    const [tenant = "", id = "", token = ""] = needed(made, "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_AD_TOKEN");
    const assertion = (): Promise<string> => oidcToken(token, world);
    return new made.identity.ClientAssertionCredential(tenant, id, assertion, made.options);
  },
  WorkloadIdentityCredential: workload,
  ManagedIdentityCredential: managed,
  DefaultAzureCredential: ({ identity, options }) => new identity.DefaultAzureCredential(options),
  DeploymentIdentityCredential(made) {
    const { AZURE_FEDERATED_TOKEN_FILE: file, AZURE_CLIENT_ID: id, AZURE_TENANT_ID: tenant } = made.world.env;
    return new made.identity.ChainedTokenCredential(
      ...(file && id && tenant ? [workload(made)] : []),
      ...(id ? [managed(made)] : []),
      new made.identity.ManagedIdentityCredential(made.options),
    );
  },
};

/** LiteLLM's `get_azure_ad_token` and `infer_credential_type_from_environment`; the default chain only where the host lets the machine's identity in. */
function kindOf({ env, machineIdentity }: TokenWorld): string {
  if (env.AZURE_CREDENTIAL) return env.AZURE_CREDENTIAL;
  if (env.AZURE_CLIENT_ID && env.AZURE_CLIENT_SECRET && env.AZURE_TENANT_ID) return "ClientSecretCredential";
  if (env.AZURE_CLIENT_ID && env.AZURE_USERNAME && env.AZURE_PASSWORD) return "UsernamePasswordCredential";
  if (env.AZURE_CLIENT_ID && env.AZURE_TENANT_ID && env.AZURE_AD_TOKEN?.startsWith("oidc/"))
    return "ClientAssertionCredential";
  if (env.AZURE_FEDERATED_TOKEN_FILE) return "WorkloadIdentityCredential";
  if (env.AZURE_CLIENT_ID && env.AZURE_TENANT_ID && env.AZURE_CERTIFICATE_PATH) return "CertificateCredential";
  if (env.AZURE_CLIENT_ID) return "ManagedIdentityCredential";
  if (machineIdentity === true) return "DefaultAzureCredential";
  throw new Error(
    "no Azure credentials: set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or AZURE_CREDENTIAL, or let the host use the machine's identity (tokens.machineIdentity)",
  );
}

/** Azure AD's (Entra ID's) access tokens by @azure/identity, under LiteLLM's variable names. */
export function azureTokens(world: TokenWorld, options: CredentialOptions = {}): TokenSource {
  const { AZURE_AUTHORITY_HOST: authorityHost } = world.env;
  let opened: Promise<Credential> | undefined;

  async function open(): Promise<Credential> {
    const kind = kindOf(world);
    const make = Object.hasOwn(CREDENTIALS, kind) ? CREDENTIALS[kind] : undefined;
    if (make === undefined)
      throw new Error(`AZURE_CREDENTIAL: ${kind} is not one of ${Object.keys(CREDENTIALS).join(", ")}`);
    const identity = await loadPackage("@azure/identity", () => import("@azure/identity"));
    return make({ identity, world, options: { ...(authorityHost ? { authorityHost } : {}), ...options } });
  }

  return {
    async token(scope) {
      opened ??= open();
      try {
        const wanted = scope === "" ? world.env.AZURE_SCOPE || SCOPE : scope;
        const found = await (await opened).getToken(wanted);
        if (found === null) throw new Error("Azure answered without a token");
        return { text: found.token, expiresAt: found.expiresOnTimestamp };
      } catch (error) {
        opened = undefined;
        throw error;
      }
    },
  };
}

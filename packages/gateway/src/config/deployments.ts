import { entries, isArray, isInt, isObject, type Json, type JsonObject, object, pythonRepr } from "@lintel/core/json";
import type { Deployment, LeftOut } from "./config.ts";
import { type Credentials, credentialOf, withCredential } from "./credentials.ts";
import { deploymentId } from "./deployment-id.ts";
import { deploymentParams } from "./deployment-params.ts";
import { inactiveIn } from "./inactive-in.ts";
import type { Place, Placed } from "./placed.ts";
import { type Environment, referencedAgain } from "./references.ts";
import { isTrue } from "./typed-params.ts";
import { unsetSecret } from "./unset-secret.ts";

/** The deployments of a `model_list`, what keeps the list from being used, and which rows are left out. */
export interface DeploymentsRead {
  readonly deployments: readonly Deployment[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Rows of which a deployment is left out. */
  readonly leftOut: readonly LeftOut[];
  /** Where rows stand that no deployment is made of, such as `model_list[0]`. */
  readonly unused: readonly string[];
}

type RowRead = Omit<DeploymentsRead, "unused">;

export interface DeploymentSources {
  readonly env: Environment;
  readonly credentials: Credentials;
}

const NO_DEPLOYMENTS: DeploymentsRead = { deployments: [], problems: [], warnings: [], leftOut: [], unused: [] };

/** Reads `model_list`, its references resolved once, as LiteLLM's proxy and `Router.set_model_list` do. */
export function deploymentsOf(list: Placed | undefined, sources: DeploymentSources): DeploymentsRead {
  if (list === undefined || list.value === null) return NO_DEPLOYMENTS;
  if (list.items === undefined) return { ...broken(list.place, "model_list must be a list"), unused: [] };
  const rows = list.items.map((item) => rowOf(item, sources));
  return {
    deployments: rows.flatMap(({ deployments }) => deployments),
    problems: rows.flatMap(({ problems }) => problems),
    warnings: rows.flatMap(({ warnings }) => warnings),
    leftOut: rows.flatMap(({ leftOut: some }) => some),
    unused: rows.flatMap(({ deployments }, at) => (deployments.length === 0 ? [`model_list[${at}]`] : [])),
  };
}

function broken({ file, line }: Place, message: string): RowRead {
  return { deployments: [], problems: [`${file}:${line}: ${message}`], warnings: [], leftOut: [] };
}

function leftOut({ file, line }: Place, { message, ...row }: LeftOut & { readonly message: string }): RowRead {
  const warning = `${file}:${line}: this deployment is left out: ${message}`;
  return { deployments: [], problems: [], warnings: [warning], leftOut: [row] };
}

function rowOf({ value: row, place, members }: Placed, sources: DeploymentSources): RowRead {
  if (!isObject(row)) return broken(place, "an entry of model_list must be a mapping");
  const { model_name: name, litellm_params: written, model_info: about } = row;
  if (typeof name !== "string") return broken(place, "model_name must be there, and a text");
  if (!isObject(written)) return broken(place, "litellm_params must be there, and a mapping");
  const { model } = written;
  if (typeof model !== "string") return broken(place, "litellm_params.model must be there, and a text");
  if (about !== undefined && about !== null && !isObject(about)) return broken(place, "model_info must be a mapping");
  const info = isObject(about) ? aboutOf(about) : {};
  const params = referencedAgain(written, sources.env);
  const id = writtenId(info.id) ?? (isGiven(info.id) ? undefined : deploymentId(name, params));
  if (id === undefined) return leftOut(place, { name, model, message: "model_info.id must be a text or an integer" });
  const inactive = inactiveIn(info.supported_environments, sources.env);
  if (inactive !== undefined) return leftOut(place, { name, model, message: inactive });
  const reads = eachOrganization(params).map((one) => deploymentParams(one, { row, env: sources.env }));
  return {
    deployments: reads.flatMap((read) =>
      read.ok
        ? [{ name, id, info, ...secured(read.params, { written: members?.get("litellm_params"), sources }) }]
        : [],
    ),
    problems: [],
    warnings: reads.flatMap((read) => (read.ok ? [] : leftOut(place, { name, model, message: read.message }).warnings)),
    leftOut: reads.every(({ ok }) => ok) ? [] : [{ name, model }],
  };
}

interface Secured {
  readonly written: Placed | undefined;
  readonly sources: DeploymentSources;
}

/** Parameters with their credential, and what should be in them and is not. */
function secured(
  own: JsonObject,
  { written, sources: { credentials } }: Secured,
): Pick<Deployment, "params" | "unset"> {
  const params = withCredential(own, credentials);
  const unset = unsetSecret(params, [written, credentialOf(own, credentials)]);
  return { params, ...(unset !== undefined && { unset }) };
}

/** What is said of a deployment, its pause as the flag it is read as. */
function aboutOf(info: JsonObject): JsonObject {
  const { blocked } = info;
  return typeof blocked === "string" && isTrue(blocked) ? object([...entries(info), ["blocked", true]]) : info;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function writtenId(id: Json | undefined): string | undefined {
  if (typeof id === "string") return id;
  if (typeof id === "boolean") return id ? "True" : "False";
  return isInt(id) ? pythonRepr(id) : undefined;
}

/** A list of organizations stands for as many deployments, all of one id. */
function eachOrganization(params: JsonObject): readonly JsonObject[] {
  const { organization } = params;
  if (!isArray(organization)) return [params];
  return organization.map((one) => object([...entries(params), ["organization", one]]));
}

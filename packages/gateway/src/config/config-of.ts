import { isObject } from "@lintel/core/json";
import type { ConfigRead } from "./config.ts";
import { credentialsOf } from "./credentials.ts";
import { deploymentsOf } from "./deployments.ts";
import { documentFlags } from "./document-flags.ts";
import { environmentOf } from "./environment.ts";
import { environmentFlags } from "./environment-flags.ts";
import { generalSettingsOf, masterKeyOf } from "./general-settings.ts";
import { callsPrometheus, moduleFlagsOf, sectionOf } from "./module-flags.ts";
import { namesOf } from "./names-of.ts";
import { type Placed, problemAt } from "./placed.ts";
import { type Environment, resolveReferences } from "./references.ts";
import { misspeltRestrictions } from "./restrictions.ts";
import { aliasesOf, routerSettingsOf } from "./router-settings.ts";
import { misplaced, unusable, unusableWarning } from "./sections.ts";
import { staticKeysOf } from "./static-keys.ts";
import { verdictsOf } from "./verdicts.ts";

export interface ConfigSources {
  readonly env: Environment;
  /** The files the document came from, the main one first. */
  readonly files: readonly string[];
}

/** The configuration that one document, its includes merged into it, means to LiteLLM's proxy. */
export function configOf(document: Placed, { env: outer, files }: ConfigSources): ConfigRead {
  const failed = (...problems: readonly string[]): ConfigRead => ({ read: "failed", problems, files });
  const { placed, missing } = resolveReferences(document, outer);
  const root = placed.value;
  if (!isObject(root)) return failed(`${document.place.file}: the configuration must be a mapping, and not empty`);
  const wrong = [...misplaced(placed), ...misspeltRestrictions(document)];
  if (wrong.length > 0) return failed(...wrong);
  const env = environmentOf(root.environment_variables, outer);
  const credentials = credentialsOf(placed.members?.get("credential_list"));
  const general = sectionOf(root, "general_settings");
  const masterKey = masterKeyOf(general, env);
  const keys = staticKeysOf(placed.members?.get("lintel")?.members?.get("static_keys"), masterKey);
  if (!credentials.ok) return failed(credentials.problem);
  if (!keys.ok) return failed(keys.problem);
  const models = deploymentsOf(placed.members?.get("model_list"), { env, credentials: credentials.credentials });
  if (models.problems.length > 0) return failed(...models.problems);
  const useless = unusable(placed, models.unused);
  const flags = sectionOf(root, "litellm_settings");
  const router = sectionOf(root, "router_settings");
  return {
    read: "config",
    config: {
      deployments: models.deployments,
      ...(models.leftOut.length > 0 && { leftOut: models.leftOut }),
      aliases: aliasesOf(router),
      router: routerSettingsOf(router, flags),
      ...namesOf(flags),
      general: generalSettingsOf(general, { masterKey, staticKeys: keys.keys }),
      settings: { ...environmentFlags(outer), ...moduleFlagsOf(flags), ...documentFlags(general) },
      prometheus: callsPrometheus(flags),
      env,
    },
    verdicts: verdictsOf(placed, { useless, unused: models.unused }),
    warnings: [
      ...missing.map(({ name, place }) => problemAt(place, `the variable ${name} is not set`)),
      ...useless.map(unusableWarning),
      ...models.warnings,
    ],
    files,
  };
}

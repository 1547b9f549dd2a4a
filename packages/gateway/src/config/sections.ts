import type { Placed } from "./placed.ts";

const MAPPINGS = ["litellm_settings", "router_settings", "general_settings", "environment_variables", "lintel"];

/** What stands where it cannot: sections that are no mappings, settings that LiteLLM refuses to start with. */
export function misplaced(root: Placed): readonly string[] {
  const sections = MAPPINGS.flatMap((name) => {
    const section = root.members?.get(name);
    return section === undefined || section.value === null || section.members !== undefined
      ? []
      : [problem(section, `${name} must be a mapping`)];
  });
  const router = root.members?.get("router_settings")?.members;
  const moved = ["health_check_interval", "health_check_concurrency"].flatMap((name) => {
    const setting = router?.get(name);
    return setting === undefined ? [] : [problem(setting, `${name} belongs to general_settings, not router_settings`)];
  });
  const master = root.members?.get("general_settings")?.members?.get("master_key");
  const isText = master === undefined || master.value === null || typeof master.value === "string";
  return [...sections, ...moved, ...(isText ? [] : [problem(master, "master_key must be a text")])];
}

function problem({ place }: Placed, message: string): string {
  return `${place.file}:${place.line}: ${message}`;
}

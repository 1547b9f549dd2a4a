import { isArray, type Json } from "@lintel/core/json";
import { numberOf } from "./number-of.ts";
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

function areTexts(value: Json): boolean {
  return isArray(value) && value.every((item) => typeof item === "string");
}

/** Restrictions that cannot be read, as they are written: one that names a variable would be none where that is not set. */
export function unreadable(written: Placed): readonly string[] {
  const general = written.members?.get("general_settings")?.members;
  return ["allowed_ips", "allowed_routes"].flatMap((name) => {
    const list = general?.get(name);
    return list === undefined || list.value === null || areTexts(list.value)
      ? []
      : [problem(list, `${name} must be a list of texts`)];
  });
}

type Kind = "a number" | "a mapping" | "a text";

const KINDS: readonly (readonly [section: string, kind: Kind, names: readonly string[]])[] = [
  ["litellm_settings", "a number", ["num_retries"]],
  ["router_settings", "a number", ["num_retries", "retry_after", "timeout", "stream_timeout"]],
  ["router_settings", "a mapping", ["model_group_alias", "retry_policy", "model_group_retry_policy"]],
  ["general_settings", "a number", ["max_request_size_mb"]],
  ["general_settings", "a text", ["completion_model", "litellm_key_header_name"]],
];

function isOf(kind: Kind, { value, members }: Placed): boolean {
  if (kind === "a mapping") return members !== undefined;
  return kind === "a text" ? typeof value === "string" : !Number.isNaN(numberOf(value) ?? Number.NaN);
}

/** Settings whose value is of a kind that cannot be one: they are as if they were not there. */
export function unusable(root: Placed): readonly string[] {
  return KINDS.flatMap(([section, kind, names]) =>
    names.flatMap((name) => {
      const setting = root.members?.get(section)?.members?.get(name);
      if (setting === undefined || setting.value === null || isOf(kind, setting)) return [];
      return [problem(setting, `${section}.${name} must be ${kind}; it is not looked at`)];
    }),
  );
}

function problem({ place }: Placed, message: string): string {
  return `${place.file}:${place.line}: ${message}`;
}

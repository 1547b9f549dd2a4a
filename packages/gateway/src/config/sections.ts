import { numberOf } from "./number-of.ts";
import { type Placed, problemAt } from "./placed.ts";

const MAPPINGS = ["litellm_settings", "router_settings", "general_settings", "environment_variables", "lintel"];

/** What stands where it cannot: sections that are no mappings, settings that LiteLLM refuses to start with. */
export function misplaced(root: Placed): readonly string[] {
  const sections = MAPPINGS.flatMap((name) => {
    const section = root.members?.get(name);
    return section === undefined || section.value === null || section.members !== undefined
      ? []
      : [problemAt(section.place, `${name} must be a mapping`)];
  });
  const router = root.members?.get("router_settings")?.members;
  const moved = ["health_check_interval", "health_check_concurrency"].flatMap((name) => {
    const setting = router?.get(name);
    return setting === undefined
      ? []
      : [problemAt(setting.place, `${name} belongs to general_settings, not router_settings`)];
  });
  const master = root.members?.get("general_settings")?.members?.get("master_key");
  const isText = master === undefined || master.value === null || typeof master.value === "string";
  return [...sections, ...moved, ...(isText ? [] : [problemAt(master.place, "master_key must be a text")])];
}

type Kind = "a number" | "a mapping" | "a text";

const KINDS: readonly (readonly [section: string, kind: Kind, names: readonly string[]])[] = [
  ["litellm_settings", "a number", ["num_retries"]],
  ["router_settings", "a number", ["num_retries", "retry_after", "timeout", "stream_timeout"]],
  ["router_settings", "a mapping", ["model_group_alias", "retry_policy", "model_group_retry_policy"]],
  ["general_settings", "a number", ["max_request_size_mb"]],
  ["general_settings", "a text", ["completion_model", "litellm_key_header_name", "user_header_name"]],
];

function isOf(kind: Kind, { value, members }: Placed): boolean {
  if (kind === "a mapping") return members !== undefined;
  return kind === "a text" ? typeof value === "string" : !Number.isNaN(numberOf(value) ?? Number.NaN);
}

/** A setting whose value is of a kind that cannot be one. */
export interface Unusable {
  /** Such as `router_settings.timeout`. */
  readonly path: string;
  /** Whether it is as if it were not there, or does harm. */
  readonly verdict: "ignored" | "honoured";
  /** What it must be, and what comes of it. */
  readonly reason: string;
  readonly setting: Placed;
}

const NUMBERS: ReadonlyMap<string, Pick<Unusable, "verdict" | "reason">> = new Map([
  ["num_retries", { verdict: "ignored", reason: "must be a number; it is not looked at" }],
  ["weight", { verdict: "ignored", reason: "must be a number; it is not looked at" }],
  ["timeout", { verdict: "honoured", reason: "must be a number: every call fails" }],
  ["stream_timeout", { verdict: "honoured", reason: "must be a number: every stream fails" }],
]);

/** Parameters of deployments that must be numbers, and are none. */
function unusableParams(root: Placed, unused: readonly string[]): readonly Unusable[] {
  return (root.members?.get("model_list")?.items ?? []).flatMap((row, at) => {
    const path = `model_list[${at}]`;
    if (unused.includes(path)) return [];
    return [...(row.members?.get("litellm_params")?.members ?? [])].flatMap(([name, setting]) => {
      const told = NUMBERS.get(name);
      if (told === undefined || setting.value === null || isOf("a number", setting)) return [];
      return [{ path: `${path}.litellm_params.${name}`, ...told, setting }];
    });
  });
}

/** Settings that are not what they must be; of rows that no deployment is made of nothing is told. */
export function unusable(root: Placed, unused: readonly string[]): readonly Unusable[] {
  const settings = KINDS.flatMap(([section, kind, names]) =>
    names.flatMap((name) => {
      const setting = root.members?.get(section)?.members?.get(name);
      if (setting === undefined || setting.value === null || isOf(kind, setting)) return [];
      const reason = `must be ${kind}; it is not looked at`;
      return [{ path: `${section}.${name}`, verdict: "ignored" as const, reason, setting }];
    }),
  );
  return [...settings, ...unusableParams(root, unused)];
}

/** The same as a warning, with file and line. */
export function unusableWarning({ path, reason, setting }: Unusable): string {
  return problemAt(setting.place, `${path} ${reason}`);
}

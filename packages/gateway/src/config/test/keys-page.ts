import { DEPLOYMENT } from "../keys/deployment.ts";
import { GENERAL } from "../keys/general.ts";
import type { KeyRule, KeyRules } from "../keys/key-rule.ts";
import { LINTEL } from "../keys/lintel.ts";
import { MODEL_INFO } from "../keys/model-info.ts";
import { MODULE_FLAGS } from "../keys/module-flags.ts";
import { ROUTER } from "../keys/router.ts";
import { TOP_LEVEL } from "../keys/top-level.ts";

const SECTIONS: readonly (readonly [title: string, rules: KeyRules, rest: string])[] = [
  ["The root", TOP_LEVEL, "`model_list` and the sections below are honoured; any other key is unknown."],
  [
    "`model_list[].litellm_params`",
    DEPLOYMENT,
    "Every argument that calls take is honoured as their default; what else stands here is unknown, and sent to the provider as it stands.",
  ],
  ["`model_list[].model_info`", MODEL_INFO, "What else stands here is honoured: it is told, and no more."],
  [
    "`litellm_settings`",
    MODULE_FLAGS,
    "Of `callbacks`, `success_callback` and `failure_callback`, `prometheus` is honoured. Any other key is unknown: a module flag that nothing reads.",
  ],
  ["`router_settings`", ROUTER, "Any other key is unknown, as it is to LiteLLM."],
  ["`general_settings`", GENERAL, "Any other key is unknown."],
  ["`lintel`", LINTEL, "Any other key is unknown."],
];

const ORDER = ["honoured", "ignored", "not implemented", "unknown"] as const;

/** The verdict on every key that is known, as a page. */
export function keysPage(): string {
  const sections = SECTIONS.map(([title, rules, rest]) => `## ${title}\n\n${rest}\n\n${table(rules)}`);
  return `# Keys of a configuration\n\nWhat becomes of each key that LiteLLM 1.103.7 knows. A key that is not implemented, but switched off\n(null, false, empty), is ignored. [config.md](config.md) says how the file is read.\n\n${sections.join("\n")}`;
}

function table(rules: KeyRules): string {
  const groups = new Map<string, { readonly rule: KeyRule; readonly names: string[] }>();
  for (const [name, rule] of rules) {
    const key = JSON.stringify(rule);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rule, names: [name] });
    else group.names.push(name);
  }
  const rows = [...groups.values()].toSorted((one, other) => rank(one.rule) - rank(other.rule));
  return `| verdict | keys | why |\n|---|---|---|\n${rows.map(row).join("")}`;
}

function rank({ verdict }: KeyRule): number {
  return ORDER.indexOf(verdict);
}

function row({
  rule: { verdict, reason = "", served },
  names,
}: {
  readonly rule: KeyRule;
  readonly names: readonly string[];
}): string {
  const but = served === undefined ? "" : ` but for ${served.map((value) => `\`${String(value)}\``).join(", ")}`;
  const list = names.toSorted().map((name) => `\`${name}\``);
  return `| ${verdict}${but} | ${list.join(", ")} | ${reason} |\n`;
}

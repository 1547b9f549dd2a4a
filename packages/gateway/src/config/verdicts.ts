import type { Verdict } from "./config.ts";
import { deploymentVerdicts } from "./deployment-verdicts.ts";
import { BLOCKED_VARIABLES } from "./environment.ts";
import { flagVerdicts } from "./flag-verdicts.ts";
import { GENERAL } from "./keys/general.ts";
import { LINTEL } from "./keys/lintel.ts";
import { ROUTER } from "./keys/router.ts";
import { TOP_LEVEL } from "./keys/top-level.ts";
import type { Placed } from "./placed.ts";
import { ruled, UNREAD, unset, verdictOf } from "./ruled.ts";
import type { Unusable } from "./sections.ts";

type Section = (section: Placed, path: string) => readonly Verdict[];

const SECTIONS: ReadonlyMap<string, Section> = new Map<string, Section>([
  ["model_list", deploymentVerdicts],
  ["litellm_settings", flagVerdicts],
  ["router_settings", (section, path) => ruled(section, { path, rules: ROUTER, otherwise: UNREAD })],
  ["general_settings", (section, path) => ruled(section, { path, rules: GENERAL, otherwise: UNREAD })],
  ["environment_variables", variableVerdicts],
  ["lintel", (section, path) => ruled(section, { path, rules: LINTEL, otherwise: UNREAD })],
]);

const LEFT_OUT = { verdict: "ignored", reason: "its deployment is left out" } as const;

interface Unfollowed {
  readonly useless: readonly Unusable[];
  /** Where rows stand that no deployment is made of, such as `model_list[0]`. */
  readonly unused: readonly string[];
}

/** What becomes of each key of a configuration, in the order they stand; of some their values decide. */
export function verdictsOf(root: Placed, { useless, unused }: Unfollowed): readonly Verdict[] {
  const byPath = new Map(useless.map(({ path, verdict, reason }) => [path, { verdict, reason }] as const));
  const rows = new Set(unused);
  return written(root).map((verdict) => {
    const [row = ""] = verdict.path.split(".", 1);
    return { ...verdict, ...(rows.has(row) ? LEFT_OUT : byPath.get(verdict.path)) };
  });
}

function written(root: Placed): readonly Verdict[] {
  return [...(root.members ?? [])].flatMap(([name, member]) => {
    const section = SECTIONS.get(name);
    return section === undefined
      ? [verdictOf(member, { path: name, name, rules: TOP_LEVEL, otherwise: UNREAD })]
      : section(member, name);
  });
}

function variableVerdicts(section: Placed, path: string): readonly Verdict[] {
  return [...(section.members ?? [])].map(([name, member]) => ({
    path: `${path}.${name}`,
    place: member.place,
    ...(BLOCKED_VARIABLES.has(name)
      ? { verdict: "ignored", reason: "LiteLLM does not let a configuration set it" }
      : (unset(member) ?? { verdict: "honoured" })),
  }));
}

import type { Held } from "./fixture-run.ts";
import { ASIDE, FUNCTIONS, ROUTES } from "./functions.ts";
import { grouped } from "./grouped.ts";
import { STAGES, type Stage } from "./recorded.ts";
import { passes, VERDICTS, type Verdict } from "./verdict.ts";

/** How many cases, and what they came to. */
export interface Counted {
  readonly cases: number;
  readonly verdicts: { readonly [V in Verdict]?: number };
  /** How many of those that are not equal are expected failures. */
  readonly expected: number;
}

/** One stage of one provider's route. */
export interface Cell extends Counted {
  readonly provider: string;
  readonly route: string;
  readonly stage: Stage;
}

/** One function that asks no provider. */
export interface Aside extends Counted {
  /** LiteLLM's name. */
  readonly function: string;
  /** The client's method; absent where there is none. */
  readonly method?: string;
}

export interface Matrix {
  readonly litellm: string;
  readonly cells: readonly Cell[];
  readonly functions: readonly Aside[];
}

function isRoute(route: string): boolean {
  return (ROUTES as readonly string[]).includes(route);
}

function rowNamed(key: string): Pick<Cell, "provider" | "route"> {
  const [provider = "", route = ""] = key.split("\n");
  return { provider, route };
}

type Verdicts = readonly (readonly [verdict: Verdict, isExpected: boolean])[];

function counted(there: Verdicts): Counted {
  const counts = VERDICTS.map((verdict) => [verdict, there.filter(([it]) => it === verdict).length] as const);
  return {
    cases: there.length,
    verdicts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    expected: there.filter(([verdict, isExpected]) => isExpected && !passes(verdict, "L1")).length,
  };
}

function asides(held: readonly Held[]): readonly Aside[] {
  const named = [...grouped(held, (it) => it.function)].sort(([left], [right]) => (left < right ? -1 : 1));
  return named.map(([name, all]) => {
    const row = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    const verdicts = all.map(({ verdict, isExpected }) => [verdict, isExpected] as const);
    return { function: name, ...(row !== undefined && { method: row.method }), ...counted(verdicts) };
  });
}

/** Every cell of providers × routes × stages; those without a case are there as well. */
export function matrix(
  all: readonly Held[],
  { litellm, providers }: { readonly litellm: string; readonly providers: readonly string[] },
): Matrix {
  const held = all.filter(({ route }) => route !== ASIDE);
  const routed = held.filter(({ route }) => isRoute(route)).map(({ provider }) => provider);
  const grid = [...new Set([...providers, ...routed])]
    .sort()
    .flatMap((provider) => ROUTES.map((route) => ({ provider, route })));
  const others = held.filter(({ route }) => !isRoute(route)).map(({ provider, route }) => `${provider}\n${route}`);
  const rows = [...grid, ...[...new Set(others)].sort().map(rowNamed)];
  const cells = rows.flatMap(({ provider, route }) => {
    const own = held.filter((it) => it.provider === provider && it.route === route);
    return STAGES.map((stage) => {
      const there = own.flatMap(({ stages, isExpected }) => {
        const verdict = stages[stage];
        return verdict === undefined ? [] : [[verdict, isExpected] as const];
      });
      return { provider, route, stage, ...counted(there) };
    });
  });
  return { litellm, cells, functions: asides(all.filter(({ route }) => route === ASIDE)) };
}

function cellText({ cases, verdicts, expected }: Counted): string {
  if (cases === 0) return "—";
  const counts = VERDICTS.flatMap((verdict) => {
    const count = verdicts[verdict];
    return count === undefined ? [] : [count === cases ? verdict : `${count} ${verdict}`];
  });
  return `${cases}: ${counts.join(", ")}${expected > 0 ? ` (${expected} expected)` : ""}`;
}

/** The matrix as Markdown, a row for each provider and route. */
export function matrixMarkdown({ litellm, cells, functions }: Matrix): string {
  const rows = [...grouped(cells, ({ provider, route }) => `| ${provider} | ${route} |`)].map(
    ([head, stages]) => `${head} ${stages.map(cellText).join(" | ")} |`,
  );
  return [
    "# Parity",
    "",
    `Every fixture replayed and compared with LiteLLM ${litellm}: how many cases each stage has, and at which level they are equal`,
    "(L2 the same bytes, L1 the same but for white space and string escapes, L0 the same value). `—`: no case yet.",
    "Written by `pnpm parity --matrix`.",
    "",
    `| provider | route | ${STAGES.join(" | ")} |`,
    `|---|---|${STAGES.map(() => "---|").join("")}`,
    ...rows,
    "",
    "## Functions that ask no provider",
    "",
    "| LiteLLM | client | cases |",
    "|---|---|---|",
    ...functions.map((it) => `| ${it.function} | ${it.method ?? "—"} | ${cellText(it)} |`),
    "",
  ].join("\n");
}

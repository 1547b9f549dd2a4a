import type { Held } from "./fixture-run.ts";
import { ROUTES } from "./functions.ts";
import { grouped } from "./grouped.ts";
import { STAGES, type Stage } from "./recorded.ts";
import { passes, VERDICTS, type Verdict } from "./verdict.ts";

/** One stage of one provider's route: how many cases, and what they came to. */
export interface Cell {
  readonly provider: string;
  readonly route: string;
  readonly stage: Stage;
  readonly cases: number;
  readonly verdicts: { readonly [V in Verdict]?: number };
  /** How many of those that are not equal are expected failures. */
  readonly expected: number;
}

export interface Matrix {
  readonly litellm: string;
  readonly cells: readonly Cell[];
}

function isRoute(route: string): boolean {
  return (ROUTES as readonly string[]).includes(route);
}

function rowNamed(key: string): Pick<Cell, "provider" | "route"> {
  const [provider = "", route = ""] = key.split("\n");
  return { provider, route };
}

/** Every cell of providers × routes × stages; those without a case are there as well. */
export function matrix(
  held: readonly Held[],
  { litellm, providers }: { readonly litellm: string; readonly providers: readonly string[] },
): Matrix {
  const routed = held.filter(({ route }) => isRoute(route)).map(({ provider }) => provider);
  const grid = [...new Set([...providers, ...routed])]
    .sort()
    .flatMap((provider) => ROUTES.map((route) => ({ provider, route })));
  const others = held.filter(({ route }) => !isRoute(route)).map(({ provider, route }) => `${provider}\n${route}`);
  const rows = [...grid, ...[...new Set(others)].sort().map(rowNamed)];
  const cells = rows.flatMap(({ provider, route }) => {
    const own = held.filter((it) => it.provider === provider && it.route === route);
    return STAGES.map((stage) => {
      const there = own.filter(({ stages }) => stages[stage] !== undefined);
      const counts = VERDICTS.map(
        (verdict) => [verdict, there.filter(({ stages }) => stages[stage] === verdict).length] as const,
      );
      const verdicts = Object.fromEntries(counts.filter(([, count]) => count > 0));
      return {
        provider,
        route,
        stage,
        cases: there.length,
        verdicts,
        expected: there.filter(({ stages, isExpected }) => isExpected && !passes(stages[stage] ?? "differs", "L1"))
          .length,
      };
    });
  });
  return { litellm, cells };
}

function cellText({ cases, verdicts, expected }: Cell): string {
  if (cases === 0) return "—";
  const counts = VERDICTS.flatMap((verdict) => {
    const count = verdicts[verdict];
    return count === undefined ? [] : [count === cases ? verdict : `${count} ${verdict}`];
  });
  return `${cases}: ${counts.join(", ")}${expected > 0 ? ` (${expected} expected)` : ""}`;
}

/** The matrix as Markdown, a row for each provider and route. */
export function matrixMarkdown({ litellm, cells }: Matrix): string {
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
  ].join("\n");
}

import { grouped } from "./grouped.ts";
import { STAGES } from "./recorded.ts";
import { type Column, count, table } from "./table.ts";
import { type Judgement, VERDICTS } from "./verdict.ts";

const TITLES: readonly Column[] = [
  { title: "provider" },
  { title: "function" },
  { title: "stage" },
  { title: "cases", align: "right" },
  ...VERDICTS.map((title) => ({ title, align: "right" }) as const),
  { title: "expected", align: "right" },
];

type Cells = readonly (string | number)[];

/** A row for each stage and one for whole cases; one row only where nothing is implemented. */
function rowsOf(group: readonly Judgement[]): readonly Cells[] {
  const expected = count(group.filter(({ isExpected }) => isExpected).length);
  const all = VERDICTS.map((verdict) => count(group.filter((it) => it.verdict === verdict).length));
  const whole = ["whole case", group.length, ...all, expected];
  if (group.every(({ verdict }) => verdict === "not-implemented")) return [whole];
  const stages = STAGES.flatMap((stage) => {
    const reached = group.flatMap(({ stages }) => stages[stage] ?? []);
    const counts = VERDICTS.map((verdict) => count(reached.filter((it) => it === verdict).length));
    return reached.length === 0 ? [] : [[stage, reached.length, ...counts]];
  });
  return [...stages, whole];
}

function keyOf({ provider, function: name }: Judgement): string {
  return `${provider}\n${name}`;
}

/** Verdicts counted by provider, function and stage. */
export function verdictTable(judgements: readonly Judgement[]): string {
  const groups = grouped(judgements, keyOf);
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, group]) => {
      const [provider = "", name = ""] = key.split("\n");
      return rowsOf(group).map((cells, at) => [at === 0 ? provider : "", at === 0 ? name : "", ...cells]);
    });
  return table(TITLES, rows);
}

/** Why cases are not equal, most frequent first: alike paths together, with the first case of each. */
export function causes(judgements: readonly Judgement[], most = 25): string {
  const isWrong = ({ verdict, isExpected }: Judgement): boolean =>
    !isExpected && (verdict === "differs" || verdict === "L0" || verdict === "threw");
  const failing = judgements.filter(isWrong);
  const groups = grouped(failing, ({ provider, function: name, stage, path }) =>
    [provider, name, stage ?? "", (path ?? "").replaceAll(/\/\d+/g, "/*").slice(0, 100)].join("\n"),
  );
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const rows = sorted.slice(0, most).map(([key, group]) => [group.length, ...key.split("\n"), group[0]?.id ?? ""]);
  if (rows.length === 0) return "";
  const titles = [
    { title: "cases", align: "right" } as const,
    ...["provider", "function", "stage", "first difference", "for example"].map((title) => ({ title })),
  ];
  const more = sorted.length > most ? `\n… and ${sorted.length - most} more` : "";
  return table(titles, rows) + more;
}

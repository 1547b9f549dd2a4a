/** One figure with what is asked of it. */
export interface Row {
  readonly group: string;
  readonly name: string;
  /** Columns of the group, already spelt. */
  readonly cells: Readonly<Record<string, string>>;
  /** What BENCHMARK asks for, in words; whether it is met. */
  readonly budget?: string;
  readonly isMet?: boolean;
}

type Line = readonly string[];

/** A group of rows as lines of text: the headings, then what stands below them. */
function linesOf(group: string, rows: readonly Row[]): readonly Line[] {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const isJudged = rows.some(({ isMet }) => isMet !== undefined);
  const headings = [group, ...columns, ...(isJudged ? ["budget", ""] : [])];
  const lines = rows.map(({ name, cells, budget, isMet }) => [
    name,
    ...columns.map((column) => cells[column] ?? ""),
    ...(isJudged ? [budget ?? "", isMet === undefined ? "" : isMet ? "met" : "MISSED"] : []),
  ]);
  return [headings, ...lines];
}

function groupsOf(rows: readonly Row[]): readonly (readonly Line[])[] {
  return [...new Set(rows.map((row) => row.group))].map((group) =>
    linesOf(
      group,
      rows.filter((row) => row.group === group),
    ),
  );
}

function padded(cells: Line, widths: readonly number[]): string {
  return cells
    .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    .join("  ")
    .trimEnd();
}

/** Prints rows as one table a group, in the order they came. */
export function printTable(rows: readonly Row[]): void {
  for (const [headings = [], ...lines] of groupsOf(rows)) {
    const widths = headings.map((heading, at) =>
      Math.max(heading.length, ...lines.map((line) => (line[at] ?? "").length)),
    );
    const rule = widths.map((width) => "-".repeat(width)).join("  ");
    for (const line of [`\n${padded(headings, widths)}`, rule, ...lines.map((it) => padded(it, widths))])
      console.log(line);
  }
}

/** Rows as one Markdown table a group, what has a budget first. */
export function toMarkdown(rows: readonly Row[]): string {
  const printed = (cells: Line) => `| ${cells.map((it) => it.replaceAll("|", "\\|")).join(" | ")} |\n`;
  const inOrder = rows.toSorted((a, b) => Number(b.isMet !== undefined) - Number(a.isMet !== undefined));
  return groupsOf(inOrder)
    .map(([headings = [], ...lines]) => {
      const rule = headings.map((_, at) => (at === 0 ? "---" : "--:"));
      return [headings, rule, ...lines].map(printed).join("");
    })
    .join("\n");
}

export function micros(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2);
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

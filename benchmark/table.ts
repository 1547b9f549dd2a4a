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

function padded(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    .join("  ")
    .trimEnd();
}

function printGroup(group: string, rows: readonly Row[]): void {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const headings = [group, ...columns, "budget", ""];
  const lines = rows.map(({ name, cells, budget, isMet }) => [
    name,
    ...columns.map((column) => cells[column] ?? ""),
    budget ?? "",
    isMet === undefined ? "" : isMet ? "met" : "MISSED",
  ]);
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...lines.map((line) => (line[at] ?? "").length)),
  );
  console.log(`\n${padded(headings, widths)}`);
  console.log(
    widths
      .map((width) => "-".repeat(width))
      .join("  ")
      .trimEnd(),
  );
  for (const line of lines) console.log(padded(line, widths));
}

/** Prints rows as one table a group, in the order they came. */
export function printTable(rows: readonly Row[]): void {
  for (const group of new Set(rows.map((row) => row.group)))
    printGroup(
      group,
      rows.filter((row) => row.group === group),
    );
}

export function micros(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2);
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Rows under their titles, every column as wide as its widest cell. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | number)[])[]): string {
  const texts = [columns.map(({ title }) => title), ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, at) => Math.max(...texts.map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, at) => {
        const cell = row[at] ?? "";
        return align === "right" ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
      })
      .join("  ")
      .trimEnd();
  return texts.map(line).join("\n");
}

/** Counts as cells: nothing shows as a dot, so that what is there stands out. */
export function count(n: number | undefined): string {
  return n === undefined || n === 0 ? "·" : String(n);
}

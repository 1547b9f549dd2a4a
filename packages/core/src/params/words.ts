/** The words of a table of names. */
export function words(table: string): readonly string[] {
  return table.split(/\s+/).filter((word) => word !== "");
}

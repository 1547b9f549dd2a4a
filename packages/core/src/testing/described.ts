/** Any value as text that tells all that is in it. */
export function described(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(described).join(",")}]`;
  if (value instanceof Uint8Array) return `bytes(${value.join(",")})`;
  if (typeof value !== "object" || value === null) return `${typeof value}:${String(value)}`;
  const entries = Object.entries(value).map(([key, member]) => `${key}=${described(member)}`);
  return `${entries.length === 0 ? String(value) : ""}{${entries.join(",")}}`;
}

export function isHeld(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The one member of an object that has no other. */
export function onlyMember(value: unknown, name: string): unknown {
  if (!isHeld(value)) return undefined;
  for (const it in value) if (it !== name) return undefined;
  return name in value ? Object.entries(value)[0]?.[1] : undefined;
}

/** Where the messages and tools of a chat call come from, by their places. */
export type Origins = Readonly<Record<"messages" | "tools", readonly string[]>>;

interface Sources {
  readonly origins: Origins;
  /** The request's members that other arguments are made of. */
  readonly members: Readonly<Record<string, string>>;
}

/** Where in the caller's request a place in the chat call comes from. */
export function originOf(pointer: string, { origins, members }: Sources): string {
  const [, member = "", index = "", ...rest] = pointer.split("/");
  if (member === "messages" || member === "tools") {
    const place = origins[member][Number(index)];
    return place === undefined || index === "" ? pointer : [place, ...rest].join("/");
  }
  return Object.hasOwn(members, member) ? (members[member] ?? pointer) : pointer;
}

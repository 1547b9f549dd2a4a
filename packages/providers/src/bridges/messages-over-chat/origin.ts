import type { ChatCall } from "./arguments.ts";

/** Chat's arguments and the request's members they are made of. */
const MEMBERS: Readonly<Record<string, string>> = {
  reasoning_effort: "/thinking",
  response_format: "/output_format",
  stop: "/stop_sequences",
  user: "/metadata/user_id",
  web_search_options: "/tools",
};

/** Where in the messages request a place in the chat call comes from. */
export function originOf(pointer: string, origins: ChatCall["origins"]): string {
  const [, member = "", index = "", ...rest] = pointer.split("/");
  if (member === "messages" || member === "tools") {
    const place = origins[member][Number(index)];
    return place === undefined || index === "" ? pointer : [place, ...rest].join("/");
  }
  return Object.hasOwn(MEMBERS, member) ? (MEMBERS[member] ?? pointer) : pointer;
}

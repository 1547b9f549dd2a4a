import type { RequestHead } from "./seam.ts";

function valuesOf({ rawHeaders }: RequestHead, name: string): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}

/** Whether a value may be that of several headers, joined. */
function isJoined(value: string | undefined): boolean {
  return value?.includes(", ") === true;
}

/** A header's value, of one that is sent several times the first: Starlette's `headers.get`. The name is in lower case. */
export function firstHeader(head: RequestHead, name: string): string | undefined {
  const value = head.headers[name];
  return isJoined(value) ? valuesOf(head, name)[0] : value;
}

/** A header's value, of one that is sent several times the last: what is left in a `dict` of Starlette's headers. The name is in lower case. */
export function lastHeader(head: RequestHead, name: string): string | undefined {
  const value = head.headers[name];
  return isJoined(value) ? valuesOf(head, name).at(-1) : value;
}

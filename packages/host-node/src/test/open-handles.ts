import { setTimeout } from "node:timers/promises";

/** How many timers and sockets keep the program alive. */
export function openHandles(): number {
  const names = process.getActiveResourcesInfo();
  return names.filter((name) => /^(Timeout|TCPSocketWrap|TLSWrap|GetAddrInfo)/.test(name)).length;
}

/** The same once they are no more than there were, or half a second later: a server's ends of connections close a moment after. */
export async function settledHandles(before: number): Promise<number> {
  for (let count = 0; openHandles() > before && count < 50; count++) await setTimeout(10);
  return openHandles();
}

import { createServer } from "node:net";

/** Rejects where somebody else listens already: those who share a port would share it with other programs of their user, too. */
export function assertFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host }, () => server.close(() => resolve()));
  });
}

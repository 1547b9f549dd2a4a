import type { ServerResponse } from "node:http";
import type { Reply } from "./seam.ts";

/** An answer over `node:http`. */
export class NodeReply implements Reply {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get closed(): boolean {
    return this.#response.writableEnded || this.#response.destroyed;
  }

  head(status: number, headers: readonly string[]): void {
    // `writeHead` takes name and value in turn, too; its types know only lists that may change.
    if (!this.closed) this.#response.writeHead(status, [...headers]);
  }

  write(piece: string | Uint8Array): boolean {
    return this.closed || this.#response.write(piece);
  }

  drained(): Promise<void> {
    const response = this.#response;
    if (this.closed || !response.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        response.off("drain", wake);
        response.off("close", wake);
        resolve();
      };
      response.on("drain", wake);
      response.on("close", wake);
    });
  }

  end(piece?: string | Uint8Array): void {
    if (this.closed) return;
    if (piece === undefined) this.#response.end();
    else this.#response.end(piece);
  }

  abort(): void {
    this.#response.destroy();
  }

  onGone(listener: () => void): void {
    this.#response.once("close", () => {
      if (!this.#response.writableFinished) listener();
    });
  }
}

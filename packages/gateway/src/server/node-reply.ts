import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { flushLater, type Held } from "@lintel/host-node";
import type { Reply } from "./seam.ts";

/** An answer over `node:http`; what is told of it in one turn of the event loop is written at the turn's end. */
export class NodeReply implements Reply, Held {
  readonly #response: ServerResponse;
  #isHeld = false;
  #corked: Socket | undefined;
  #isOver = false;
  #last: string | Uint8Array | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get closed(): boolean {
    return this.#isOver || this.#response.writableEnded || this.#response.destroyed;
  }

  head(status: number, headers: readonly string[]): void {
    // `writeHead` takes name and value in turn, too, and leaves them as they are: its types know only lists that may change.
    if (!this.closed) this.#response.writeHead(status, headers as string[]);
  }

  write(piece: string | Uint8Array): boolean {
    if (this.closed) return true;
    if (this.#corked === undefined) {
      this.#corked = this.#response.socket ?? undefined;
      this.#corked?.cork();
    }
    this.#hold();
    return this.#response.write(piece);
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
    this.#isOver = true;
    this.#last = piece;
    this.#hold();
  }

  abort(): void {
    this.flush();
    this.#response.destroy();
  }

  onGone(listener: () => void): void {
    this.#response.on("close", () => {
      if (!this.#response.writableFinished) listener();
    });
  }

  flush(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    const corked = this.#corked;
    this.#corked = undefined;
    // An end that is told before the pieces go out goes out with them.
    if (this.#isOver && !this.#response.destroyed) {
      if (this.#last === undefined) this.#response.end();
      else this.#response.end(this.#last);
    }
    corked?.uncork();
  }

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    flushLater(this);
  }
}

/** A promise and its opening. */
export interface Latch {
  readonly opened: Promise<void>;
  /** Resolves the promise; again does nothing. */
  open(): void;
}

/** A latch that is closed. */
export function latch(): Latch {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Something a translation did not carry over as it was. */
export interface Loss {
  /** JSON pointer into the caller's input or the provider's reply. */
  readonly pointer: string;
  readonly action: "dropped" | "clamped" | "renamed" | "defaulted" | "converted";
  readonly reason: string;
}

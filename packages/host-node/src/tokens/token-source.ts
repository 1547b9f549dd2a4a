/** An access token and when it ends, in Unix milliseconds. */
export interface AccessToken {
  readonly text: string;
  readonly expiresAt: number;
}

/** Whoever hands out an issuer's tokens. Rejects where it cannot. */
export interface TokenSource {
  token(scope: string): Promise<AccessToken>;
}

/** Which identities a host may use for its tokens. */
export interface TokenRules {
  /**
   * Whether the machine's own identity may be asked where the environment names none: Google's metadata server, and
   * Azure's default chain, which also tries the command lines of a developer. Off unless given.
   */
  readonly machineIdentity?: boolean;
}

/** The environment a source reads, and whether it may go beyond. */
export interface TokenWorld extends TokenRules {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether some of it came with a call: then no text of it is a path. */
  readonly isFromCall?: true;
}

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
  /**
   * Whether what a call itself gives may name a file or a variable of this machine: `vertex_credentials` as a path or of a type
   * that names where to read, an `azure_ad_token` of `oidc/…`. LiteLLM lets it; off unless given.
   */
  readonly callPaths?: boolean;
}

/** The environment a source reads, and whether it may go beyond. */
export interface TokenWorld extends TokenRules {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The variables whose values came with a call. */
  readonly fromCall?: ReadonlySet<string>;
}

/** Whether a variable's value may be a path, or name another variable: unless it came with a call. */
export function readsMachine({ fromCall, callPaths }: TokenWorld, variable: string): boolean {
  return callPaths === true || fromCall?.has(variable) !== true;
}

/** A call that changes files at which a process dies: before it, after it, or in the midst of what it writes. */
export interface Death {
  readonly call: number;
  readonly when: 'before' | 'after' | 'halfway';
}

/** A command line for the host. */
export interface HostRequest {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly death?: Death;
}

/** How it ended. */
export interface HostReply {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly unworded?: string;
  /** Number of calls that changed files. */
  readonly calls: number;
  /** Whether it died at the call that was asked for. */
  readonly dead: boolean;
}

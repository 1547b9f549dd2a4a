/** What each folder may import, and from where: the arrow `core <- providers <- host-node <- gateway`, as data. */
export interface FolderRule {
  readonly folder: string;
  /** Packages by name; `node:*` means any of Node's own modules. */
  readonly packages: readonly string[];
  /** Folders of the same package that relative imports may not reach. */
  readonly closed?: readonly string[];
}

/** The most specific folder that holds a file decides. */
export const FOLDER_RULES: readonly FolderRule[] = [
  { folder: "packages/core/src", packages: [], closed: ["packages/core/src/testing"] },
  { folder: "packages/core/src/frames", packages: ["eventsource-parser"], closed: ["packages/core/src/client"] },
  { folder: "packages/core/src/json", packages: [], closed: ["packages/core/src/client", "packages/core/src/routes"] },
  { folder: "packages/core/src/testing", packages: [] },
  { folder: "packages/providers/src", packages: ["@lintel/core", "@lintel/core/json"] },
  {
    folder: "packages/providers/src/model-facts",
    packages: ["@lintel/core", "@lintel/core/json", "@lintel/core/pricing"],
  },
  {
    folder: "packages/providers/src/described",
    packages: ["@lintel/core", "@lintel/core/json", "@lintel/core/pricing"],
  },
  { folder: "packages/providers/src/pricing", packages: ["@lintel/core", "@lintel/core/json", "@lintel/core/pricing"] },
  {
    folder: "packages/providers/src/wires",
    packages: ["@lintel/core", "@lintel/core/json"],
    closed: ["packages/providers/src/vendors", "packages/providers/src/bridges", "packages/providers/src/directory"],
  },
  {
    folder: "packages/providers/src/bridges",
    packages: ["@lintel/core", "@lintel/core/json"],
    closed: ["packages/providers/src/vendors", "packages/providers/src/wires", "packages/providers/src/directory"],
  },
  {
    folder: "packages/host-node/src",
    packages: [
      "@lintel/core",
      "@lintel/core/json",
      "@lintel/core/pricing",
      "@lintel/core/host",
      "@lintel/providers",
      "@lintel/providers/model-facts",
      "undici",
      "ipaddr.js",
      "@azure/identity",
      "@smithy/signature-v4",
      "google-auth-library",
      "js-tiktoken/ranks/cl100k_base",
      "js-tiktoken/ranks/o200k_base",
      "node:*",
    ],
  },
  {
    folder: "packages/gateway/src",
    packages: [
      "@lintel/core",
      "@lintel/core/json",
      "@lintel/core/host",
      "@lintel/host-node",
      "@lintel/providers",
      "node:*",
    ],
  },
  {
    folder: "packages/gateway/src/config",
    packages: ["@lintel/core", "@lintel/core/json", "@lintel/providers", "yaml", "node:*"],
  },
  {
    folder: "packages/gateway/src/observe",
    packages: ["@lintel/core", "@lintel/core/json", "pino", "@opentelemetry/api", "node:*"],
  },
  {
    folder: "packages/gateway/src/server",
    packages: ["@lintel/core", "@lintel/core/json", "@lintel/host-node", "node:*"],
  },
];

export const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  core: ["eventsource-parser"],
  providers: ["@lintel/core"],
  "host-node": ["@lintel/core", "@lintel/providers", "ipaddr.js", "js-tiktoken", "undici"],
  gateway: ["@lintel/core", "@lintel/host-node", "@lintel/providers", "pino"],
};

/** Folders in which no vendor's name may stand as a string. */
export const VENDOR_FREE: readonly string[] = [
  "packages/core/src",
  "packages/providers/src/wires",
  "packages/providers/src/bridges",
];

/** Names of vendors that are words of the payloads, too: a tool's type, a member of an answer, Python's spelling of a float. */
export const HOMONYMS: readonly string[] = ["custom", "meta", "infinity"];

/** Words that tell nothing about a file. */
export const EMPTY_NAMES: readonly string[] = [
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "misc",
  "manager",
  "handler",
  "process",
  "do",
];

/** Lines of a source file beyond which it is split; data tables are exempt. */
export const LONGEST_FILE = 300;

/** Files that are tables of data. */
export const DATA_TABLES: readonly RegExp[] = [/\/directory\//, /-data\.ts$/, /-table\.ts$/, /-facts\.ts$/];

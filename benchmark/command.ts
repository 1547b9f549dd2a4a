const SUITES = {
  core: async () => (await import("./core.ts")).benchCore,
  observe: async () => (await import("./observe.ts")).benchObserve,
  gateway: async () => (await import("./gateway/command.ts")).benchGateway,
  transport: async () => (await import("./transport.ts")).benchTransport,
} as const;

function isSuite(name: string): name is keyof typeof SUITES {
  return name in SUITES;
}

const [suite = "core", ...args] = process.argv.slice(2);
if (!isSuite(suite)) {
  console.error(`usage: pnpm bench [${Object.keys(SUITES).join("|")}]`);
  process.exit(2);
}
const bench = await SUITES[suite]();
process.exitCode = await bench(args);

const REGIONS: ReadonlySet<string> = new Set(
  `us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1 eu-west-1 eu-west-2 eu-west-3 eu-central-1
eu-central-2 eu-south-1 eu-south-2 eu-north-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
ap-southeast-1 ap-southeast-2 ca-central-1 sa-east-1`.split(/\s+/),
);
const GEOGRAPHIES: ReadonlySet<string> = new Set(["global", "us", "eu", "apac", "jp", "au", "us-gov"]);
const ROUTES = ["bedrock/", "converse/", "invoke/", "openai/", "nova-2/", "nova/"] as const;
const SPECIFICATIONS = { "nova-2/": "amazon.nova-2-custom", "nova/": "amazon.nova-custom" } as const;

function afterSlash(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

/** A name without what only tells the way of calling. */
export function withoutRoute(model: string): string {
  return ROUTES.reduce((name, route) => (name.startsWith(route) ? afterSlash(name) : name), model);
}

function specified(model: string): string | undefined {
  const route = ["bedrock/converse/", "bedrock/", "converse/"].find((it) => model.startsWith(it)) ?? "";
  const name = model.slice(route.length);
  return Object.entries(SPECIFICATIONS).find(([prefix]) => name.startsWith(prefix))?.[1];
}

function withoutThroughput(model: string): string {
  return model.replace(/(:\d+):\d+k$/, "$1").replace(/\[\w+\]$/, "");
}

/** LiteLLM's `get_bedrock_base_model`: the name without route, region, throughput and the path of an ARN. */
export function bedrockModel(model: string): string {
  const fixed = specified(model);
  if (fixed !== undefined) return fixed;
  const routed = withoutRoute(model);
  const named = withoutThroughput(routed.toLowerCase().includes("arn") ? (routed.split("/").at(-1) ?? "") : routed);
  const [geography = ""] = named.split(".", 1);
  if (GEOGRAPHIES.has(geography)) return named.slice(geography.length + 1);
  const [region = ""] = named.split("/", 1);
  return REGIONS.has(region) && named.includes("/") ? afterSlash(named) : named;
}

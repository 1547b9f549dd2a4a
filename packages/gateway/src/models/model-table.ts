import type { Deployment, GatewayConfig } from "../config/config.ts";

export interface ModelGroup {
  readonly group: string;
  readonly deployments: readonly Deployment[];
}
export interface ModelTable {
  find(name: string): ModelGroup | undefined;
  listed(): readonly string[];
}
export function modelTable(config: GatewayConfig): ModelTable {
  const map = new Map<string, ModelGroup>();
  for (const d of config.deployments) {
    const g = map.get(d.name);
    map.set(d.name, { group: d.name, deployments: [...(g?.deployments ?? []), d] });
  }
  const ids = new Map(config.deployments.map((d) => [d.id, { group: d.name, deployments: [d] }]));
  return { find: (n) => map.get(n) ?? ids.get(n), listed: () => [...map.keys()] };
}
export function pick(deployments: readonly Deployment[], random: () => number): Deployment | undefined {
  return deployments[Math.floor(random() * deployments.length)];
}

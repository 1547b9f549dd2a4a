export type {
  ConfigRead,
  Deployment,
  GatewayConfig,
  GeneralSettings,
  ModelAlias,
  RouterSettings,
  StaticKey,
  Verdict,
} from "./config/config.ts";
export { type Gateway, type GatewayOptions, gateway, MOST_BODY } from "./gateway.ts";
export type { CallRecord, Observer } from "./observe/record.ts";
export { type Listening, type ListenOptions, listen } from "./server/node-server.ts";
export type { Pipeline, Reply, RequestHead } from "./server/seam.ts";
export { type RunningGateway, type StartOptions, startGateway } from "./start.ts";

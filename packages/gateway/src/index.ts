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
export type { CallRecord, Observer } from "./observe/record.ts";
export type { Pipeline, Reply, RequestHead } from "./server/seam.ts";

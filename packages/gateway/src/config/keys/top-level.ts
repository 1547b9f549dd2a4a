import { honoured, ignored, type KeyRules, notImplemented } from "./key-rule.ts";

/** The keys of a configuration's root, `model_list` and the sections of settings apart. */
export const TOP_LEVEL: KeyRules = new Map([
  ...honoured("include credential_list"),
  ...ignored("callback_settings", "only callbacks that are not implemented read it"),
  ...ignored("enable_jwt_auth litellm_jwtauth", "LiteLLM reads it under general_settings only"),
  ...notImplemented("guardrails policies policy_attachments", "no guardrails are run"),
  ...notImplemented("prompts", "no prompts are kept"),
  ...notImplemented("mcp_servers mcp_tools", "MCP is not served"),
  ...notImplemented("vector_store_registry", "vector stores are not served"),
  ...notImplemented("search_tools sandbox_tools", "tools are not run"),
  ...notImplemented("assistant_settings", "assistants are not served"),
  ...notImplemented("files_settings finetune_settings", "files and fine-tuning are not served"),
  ...notImplemented("default_vertex_config", "pass-through routes are not served"),
  ...notImplemented("agents agent_list", "agents are not served"),
  ...notImplemented("worker_registry", "there is no control plane"),
]);

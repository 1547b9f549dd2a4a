import { mkdirSync, writeFileSync } from "node:fs";

const MODULES = "/usr/lib/nginx/modules";

/** A text as a string of nginx's configuration. */
export function quoted(text: string): string {
  return `'${text.replaceAll("\n", "\\n")}'`;
}

export function location(path: string, directives: readonly string[]): string {
  return `    location ${path} {\n${directives.map((it) => `      ${it}\n`).join("")}    }`;
}

/** Writes the configuration of a server with one worker that keeps its connections, and returns the file's name. */
export function writeConfiguration(folder: string, blocks: readonly string[]): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (it) => `  ${it}_temp_path ${folder}/${it};`,
  );
  const lines = [
    "daemon off;",
    `load_module ${MODULES}/ngx_http_echo_module.so;`,
    "worker_processes 1;",
    `pid ${folder}/nginx.pid;`,
    `error_log ${folder}/error.log warn;`,
    "events { worker_connections 4096; }",
    "http {",
    "  access_log off;",
    "  tcp_nodelay on;",
    "  keepalive_timeout 600s;",
    "  keepalive_requests 1000000000;",
    "  client_body_buffer_size 1m;",
    ...temporary,
    ...blocks,
    "}",
    "",
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/nginx.conf`, lines.join("\n"));
  return `${folder}/nginx.conf`;
}

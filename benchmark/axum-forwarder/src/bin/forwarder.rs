//! A thin gateway: check the key, parse, forward, parse, print. `forwarder PORT UPSTREAM KEY`
use std::env::args;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{header, HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
    routing::{get, post},
    Router,
};
use reqwest::Client;
use serde_json::Value;
use tokio::net::TcpListener;

#[derive(Clone)]
struct Gateway {
    client: Client,
    upstream: String,
    key: String,
}

type Failure = (StatusCode, String);

fn failed(status: StatusCode) -> impl Fn(&dyn std::error::Error) -> Failure {
    move |error| (status, error.to_string())
}

fn printed(value: &Value) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(|it| failed(StatusCode::INTERNAL_SERVER_ERROR)(&it))
}

fn read(body: &[u8], status: StatusCode) -> Result<Value, Failure> {
    serde_json::from_slice(body).map_err(|it| failed(status)(&it))
}

async fn forward(
    State(gateway): State<Gateway>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let given = headers.get(header::AUTHORIZATION).map(|it| it.as_bytes());
    if given != Some(gateway.key.as_bytes()) {
        return Err((StatusCode::UNAUTHORIZED, "no such key".into()));
    }
    let asked = read(&body, StatusCode::BAD_REQUEST)?;
    let is_stream = asked.get("stream") == Some(&Value::Bool(true));
    let gone = failed(StatusCode::BAD_GATEWAY);
    let reply = gateway
        .client
        .post(format!("{}{}", gateway.upstream, uri.path()))
        .header(header::AUTHORIZATION, "Bearer sk-upstream")
        .header(header::CONTENT_TYPE, "application/json")
        .body(printed(&asked)?)
        .send()
        .await
        .map_err(|it| gone(&it))?;
    let status = reply.status();
    if is_stream {
        let head = [(header::CONTENT_TYPE, "text/event-stream")];
        return Ok((status, head, Body::from_stream(reply.bytes_stream())).into_response());
    }
    let told = read(&reply.bytes().await.map_err(|it| gone(&it))?, StatusCode::BAD_GATEWAY)?;
    let head = [(header::CONTENT_TYPE, "application/json")];
    Ok((status, head, printed(&told)?).into_response())
}

#[tokio::main]
async fn main() {
    let [_, port, upstream, key] = args().collect::<Vec<_>>().try_into().expect("PORT UPSTREAM KEY");
    let gateway = Gateway {
        client: Client::builder().tcp_nodelay(true).no_proxy().build().expect("a client"),
        upstream,
        key: format!("Bearer {key}"),
    };
    let routes = Router::new()
        .route("/health/liveliness", get(|| async { "alive" }))
        .route("/{*path}", post(forward))
        .with_state(gateway);
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await.expect("a free port");
    axum::serve(axum::serve::ListenerExt::tap_io(listener, |it| {
        it.set_nodelay(true).expect("no-delay");
    }), routes)
    .await
    .expect("a server");
}

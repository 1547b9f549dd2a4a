//! Times streams: `streams URL BODY STREAMS ROUNDS DELTAS SPREAD_MS MARK END [HEADER VALUE]...` prints one JSON object.
//! Each connection asks ROUNDS + 1 times, one stream after the other; the first is not counted. The connections begin
//! spread over SPREAD_MS, as callers who know nothing of each other do. A delta is an occurrence of MARK, and a stream
//! is whole when it had DELTAS of them and then END.
use std::{env::args, fs, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{client::conn::http1, header::HOST, Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::{sleep, timeout, Instant}};

const LONGEST: Duration = Duration::from_secs(90);

struct Asked {
    uri: Uri,
    body: Bytes,
    headers: Vec<(String, String)>,
    rounds: usize,
    deltas: usize,
    mark: String,
    end: String,
}

#[derive(Default)]
struct Seen {
    whole: usize,
    cut: usize,
    deltas: usize,
    firsts: Vec<u64>,
    gaps: Vec<u64>,
}

fn count(text: &[u8], mark: &[u8]) -> usize {
    text.windows(mark.len()).filter(|it| it == &mark).count()
}

type Sender = http1::SendRequest<Full<Bytes>>;

async fn connect(uri: &Uri) -> Option<Sender> {
    let socket = TcpStream::connect(uri.authority()?.as_str()).await.ok()?;
    socket.set_nodelay(true).ok()?;
    let (sender, connection) = http1::handshake(TokioIo::new(socket)).await.ok()?;
    tokio::spawn(connection);
    Some(sender)
}

fn request(asked: &Asked) -> Option<Request<Full<Bytes>>> {
    let start = Request::post(asked.uri.path())
        .header(HOST, asked.uri.authority()?.as_str())
        .header("content-type", "application/json");
    let builder = asked.headers.iter().fold(start, |it, (name, value)| it.header(name, value));
    builder.body(Full::new(asked.body.clone())).ok()
}

/// Microseconds since the request at which each delta came, if the stream is whole.
async fn read(asked: &Asked, sender: &mut Sender) -> Option<Vec<u64>> {
    sender.ready().await.ok()?;
    let began = Instant::now();
    let mut reply = sender.send_request(request(asked)?).await.ok()?;
    let mut times = Vec::with_capacity(asked.deltas);
    let mut text = Vec::new();
    let mut seen = 0;
    while let Some(frame) = reply.frame().await {
        let Ok(data) = frame.ok()?.into_data() else { continue };
        text.extend_from_slice(&data);
        let found = count(&text[seen..], asked.mark.as_bytes());
        let room = asked.deltas - times.len();
        let now = began.elapsed().as_micros() as u64;
        times.extend(std::iter::repeat_n(now, found.min(room)));
        if found > 0 {
            let last = text.windows(asked.mark.len()).rposition(|it| it == asked.mark.as_bytes())?;
            seen = last + asked.mark.len();
        } else {
            seen = seen.max(text.len().saturating_sub(asked.mark.len() - 1));
        }
    }
    let is_whole = times.len() == asked.deltas && count(&text, asked.end.as_bytes()) > 0;
    is_whole.then_some(times)
}

async fn connection(asked: &Asked, delay: Duration) -> Seen {
    let mut seen = Seen::default();
    sleep(delay).await;
    let mut sender = connect(&asked.uri).await;
    for round in 0..=asked.rounds {
        if sender.as_ref().is_none_or(|it| it.is_closed()) {
            sender = connect(&asked.uri).await;
        }
        let times = match &mut sender {
            Some(open) => timeout(LONGEST, read(asked, open)).await.ok().flatten(),
            None => None,
        };
        match times {
            None => {
                seen.cut += 1;
                sender = None;
            }
            Some(_) if round == 0 && asked.rounds > 0 => (),
            Some(times) => {
                seen.whole += 1;
                seen.deltas += times.len();
                seen.firsts.extend(times.first());
                seen.gaps.extend(times.windows(2).map(|it| it[1] - it[0]));
            }
        }
    }
    seen
}

fn at(sorted: &[u64], share: f64) -> u64 {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0)
}

fn spread(mut values: Vec<u64>) -> String {
    values.sort_unstable();
    let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|it| at(&values, it));
    format!("{{\"p50\":{p50},\"p95\":{p95},\"p99\":{p99}}}")
}

#[tokio::main]
async fn main() {
    let given: Vec<String> = args().skip(1).collect();
    let [url, body, streams, rounds, deltas, spread_ms, mark, end] = &given[..8] else { panic!("see the source") };
    let number = |text: &String| text.parse::<usize>().expect("a number");
    let asked: &'static Asked = Box::leak(Box::new(Asked {
        uri: url.parse().expect("a URL"),
        body: fs::read(body).expect("a body").into(),
        headers: given[8..].chunks_exact(2).map(|it| (it[0].clone(), it[1].clone())).collect(),
        rounds: number(rounds),
        deltas: number(deltas),
        mark: mark.clone(),
        end: end.clone(),
    }));
    let streams = number(streams);
    let step = Duration::from_millis(number(spread_ms) as u64) / streams.max(1) as u32;
    let began = Instant::now();
    let tasks: Vec<_> = (0..streams).map(|it| tokio::spawn(connection(asked, step * it as u32))).collect();
    let mut all = Seen::default();
    for task in tasks {
        let seen = task.await.expect("a connection's task");
        all.whole += seen.whole;
        all.cut += seen.cut;
        all.deltas += seen.deltas;
        all.firsts.extend(seen.firsts);
        all.gaps.extend(seen.gaps);
    }
    println!(
        "{{\"whole\":{},\"cut\":{},\"deltas\":{},\"seconds\":{:.3},\"first\":{},\"gap\":{}}}",
        all.whole, all.cut, all.deltas, began.elapsed().as_secs_f64(), spread(all.firsts), spread(all.gaps)
    );
}

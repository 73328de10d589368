//! A large file goes through in little memory.

use axum::body::{Body, Bytes};
use futures::stream;

use crate::harness::Home;

/// The bytes that this process holds at most so far, as Linux counts them.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_body_is_not_held() {
    let home = Home::new();
    let before = peak();
    let piece = Bytes::from(vec![b'x'; 64 * 1024]);
    let pieces = stream::iter((0..8 * 1024).map(move |_| Ok::<_, std::io::Error>(piece.clone())));
    assert_eq!(home.put("users.csv", &[], Body::from_stream(pieces)).await.status, 201);
    assert_eq!(home.files()[0].length, 512 << 20);
    assert!(peak() - before < 128 << 20, "{} bytes more", peak() - before);
}

//! Sockets of this machine, at any port that is free.

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// A socket, and where it is.
pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Serves there, as long as the test lives; routes may ask who calls.
pub fn serve(listener: TcpListener, router: Router) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
}

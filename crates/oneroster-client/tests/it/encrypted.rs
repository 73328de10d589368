//! Sources that encrypt, and should not be trusted.

use std::sync::Arc;

use model::inbound::ClientGrant;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::source::{HOST, check, connection};

/// The certificate, for [`HOST`], is signed by nobody but itself.
const CERTIFICATE: &[u8] = include_bytes!("certificate/certificate.pem");
const KEY: &[u8] = include_bytes!("certificate/key.pem");

fn acceptor() -> TlsAcceptor {
    let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let builder = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = builder.with_single_cert(chain, PrivateKeyDer::from_pem_slice(KEY).unwrap()).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{HOST}:{}/ims", listener.local_addr().unwrap().port());
    let serving = tokio::spawn(async move {
        let (connection, _) = listener.accept().await.unwrap();
        acceptor().accept(connection).await.map(drop)
    });
    insta::assert_snapshot!(
        check(&connection(&url, ClientGrant::OAuth1)).await.unwrap_err(),
        @"SourceNotTrusted: The OneRoster API cannot be trusted to be itself: invalid peer certificate: UnknownIssuer; have it show a certificate for its name, of an authority that this server's system trusts."
    );
    assert!(serving.await.unwrap().is_err(), "the client did not go on");
}

#[tokio::test]
async fn no_encryption_where_it_should_be() {
    let source = crate::source::Source::answering(|_| crate::source::ORGS).await;
    let url = source.url("/ims").replace("http://", "https://");
    let said = check(&connection(&url, ClientGrant::OAuth1)).await.unwrap_err();
    assert!(said.starts_with("SourceNotTrusted: The OneRoster API"), "{said}");
}

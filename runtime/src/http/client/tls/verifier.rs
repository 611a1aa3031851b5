//! [`Verifier`]: the platform's verifier of server certificates. It also tells a self-signed
//! certificate from one whose issuer is unknown.

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier as PlatformVerifier;

use super::Roots;

pub(super) struct Verifier {
    platform: PlatformVerifier,
    provider: Arc<CryptoProvider>,
}

impl Verifier {
    pub(super) fn new(roots: Roots, provider: Arc<CryptoProvider>) -> Result<Self, Error> {
        let platform = platform(roots, Arc::clone(&provider))?;
        Ok(Self { platform, provider })
    }

    /// Whether a certificate would be accepted if it were trusted itself.
    fn is_self_signed(&self, certificate: &CertificateDer<'_>, now: UnixTime) -> bool {
        let mut trusted = RootCertStore::empty();
        let (Ok(()), Ok(server)) =
            (trusted.add(certificate.clone()), ParsedCertificate::try_from(certificate))
        else {
            return false;
        };
        let algorithms = self.provider.signature_verification_algorithms.all;
        verify_server_cert_signed_by_trust_anchor(&server, &trusted, &[], now, algorithms).is_ok()
    }
}

// Rustls requires it, and nothing shows it. Deriving it would compile that of everything inside.
impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier { .. }")
    }
}

#[cfg(not(target_os = "android"))]
fn platform(roots: Roots, provider: Arc<CryptoProvider>) -> Result<PlatformVerifier, Error> {
    PlatformVerifier::new_with_extra_roots(roots.into_certificates(), provider)
}

/// Android's verifier takes no further certificates, so the builder has no setter for them there.
#[cfg(target_os = "android")]
fn platform(_: Roots, provider: Arc<CryptoProvider>) -> Result<PlatformVerifier, Error> {
    PlatformVerifier::new(provider)
}

/// Reported in place of [`CertificateError::UnknownIssuer`] for a self-signed certificate.
#[derive(Debug)]
pub(super) struct SelfSigned;

impl fmt::Display for SelfSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the certificate is self-signed and not trusted")
    }
}

impl std::error::Error for SelfSigned {}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.platform.verify_server_cert(server, intermediates, name, ocsp_response, now) {
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer))
                if self.is_self_signed(server, now) =>
            {
                Err(CertificateError::Other(OtherError(Arc::new(SelfSigned))).into())
            }
            outcome => outcome,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.platform.verify_tls12_signature(message, server, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.platform.verify_tls13_signature(message, server, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.platform.supported_verify_schemes()
    }
}

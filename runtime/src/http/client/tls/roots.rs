//! [`Roots`]: the certificates that a client trusts in addition to those of the system.

use std::fmt;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{Error as PemError, PemObject};

/// Certificates in addition to those of the system.
#[derive(Clone, Default)]
pub(in crate::http::client) struct Roots(Vec<CertificateDer<'static>>);

impl Roots {
    /// Adds the certificates of a PEM text, or the one of a DER document.
    ///
    /// # Errors
    ///
    /// The reason why there is no certificate or one that is invalid. It quotes nothing, because the
    /// bytes may be a private key.
    pub(in crate::http::client) fn add(&mut self, bytes: &[u8]) -> Result<(), String> {
        let is_pem = bytes.windows(BEGIN.len()).any(|window| window == BEGIN);
        let certificates = if is_pem { read_pem(bytes)? } else { vec![bytes.to_vec().into()] };
        for (index, certificate) in certificates.iter().enumerate() {
            RootCertStore::empty().add(certificate.clone()).map_err(|error| match is_pem {
                true => format!("certificate {} of the PEM text is invalid: {error}", index + 1),
                false => format!("{EXPECTED}, found neither: {error}"),
            })?;
        }
        self.0.extend(certificates);
        Ok(())
    }

    #[cfg(feature = "reqwest")]
    pub(in crate::http::client) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_certificates(self) -> Vec<CertificateDer<'static>> {
        self.0
    }
}

const BEGIN: &[u8] = b"-----BEGIN ";

const EXPECTED: &str = "expected a certificate in PEM or DER";

fn read_pem(text: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates: Result<Vec<_>, PemError> = CertificateDer::pem_slice_iter(text).collect();
    match certificates {
        Ok(certificates) if certificates.is_empty() => {
            Err(format!("{EXPECTED}, found a PEM text without `BEGIN CERTIFICATE`"))
        }
        Ok(certificates) => Ok(certificates),
        Err(_) => Err(format!("{EXPECTED}, found a PEM text that is damaged or cut off")),
    }
}

impl fmt::Debug for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} certificates", self.0.len())
    }
}

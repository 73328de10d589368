//! Checksums that a client sends with a body, checked while it arrives.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crc::{CRC_64_NVME, Crc, Digest, Table};
use http::HeaderMap;
use md5::{Digest as _, Md5};

use crate::StorageError;

const CONTENT_MD5: &str = "content-md5";
const BLOB_MD5: &str = "x-ms-blob-content-md5";
const CONTENT_CRC64: &str = "x-ms-content-crc64";

static CRC64: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

/// The checksums that a body must have; those that were not sent are not computed.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    md5: Vec<[u8; 16]>,
    crc64: Option<[u8; 8]>,
}

impl Expected {
    /// Those of a request: of its body, and of the file that it is the whole of.
    pub(crate) fn read(headers: &HeaderMap) -> Result<Self, StorageError> {
        let md5 = [decode(headers, CONTENT_MD5)?, decode(headers, BLOB_MD5)?];
        Ok(Self { md5: md5.into_iter().flatten().collect(), crc64: decode(headers, CONTENT_CRC64)? })
    }

    /// Starts to check.
    pub(crate) fn check(self) -> Check {
        let md5 = (!self.md5.is_empty()).then(Md5::new);
        let crc64 = self.crc64.is_some().then(|| CRC64.digest());
        Check { expected: self, md5, crc64 }
    }
}

/// Checksums of what has arrived so far.
pub(crate) struct Check {
    expected: Expected,
    md5: Option<Md5>,
    crc64: Option<Digest<'static, u64, Table<16>>>,
}

impl Check {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        if let Some(md5) = &mut self.md5 {
            md5.update(bytes);
        }
        if let Some(crc64) = &mut self.crc64 {
            crc64.update(bytes);
        }
    }

    /// Holds what has arrived against what was announced.
    pub(crate) fn finish(self) -> Result<(), StorageError> {
        let md5: Option<[u8; 16]> = self.md5.map(|md5| md5.finalize().into());
        if md5.is_some_and(|md5| self.expected.md5.iter().any(|expected| *expected != md5)) {
            return Err(StorageError::Md5Mismatch);
        }
        let crc64 = self.crc64.map(|crc64| crc64.finalize().to_le_bytes());
        if crc64 == self.expected.crc64 { Ok(()) } else { Err(StorageError::Crc64Mismatch) }
    }
}

fn decode<const N: usize>(headers: &HeaderMap, name: &'static str) -> Result<Option<[u8; N]>, StorageError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let bytes = STANDARD.decode(value).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.map(Some).ok_or(StorageError::InvalidHeader(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(headers: &[(&'static str, &'static str)], body: &[u8]) -> Result<(), &'static str> {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let mut check = Expected::read(&headers).map_err(|error| error.code())?.check();
        body.chunks(4).for_each(|chunk| check.update(chunk));
        check.finish().map_err(|error| error.code())
    }

    /// `printf 123456789 | openssl md5 -binary | base64`; CRC-64/NVME's check value, in Azure's order of bytes.
    const MD5: &str = "JfnnlDI7RTiF9RgfG2JNCw==";
    const CRC: &str = "iJh5CoYUi64=";

    #[test]
    fn what_is_sent_is_checked() {
        let body = b"123456789";
        assert_eq!(outcome(&[], body), Ok(()));
        assert_eq!(outcome(&[(CONTENT_MD5, MD5), (BLOB_MD5, MD5)], body), Ok(()));
        assert_eq!(outcome(&[(CONTENT_MD5, MD5)], b"12345678"), Err("Md5Mismatch"));
        assert_eq!(outcome(&[(BLOB_MD5, MD5)], b""), Err("Md5Mismatch"));
        assert_eq!(outcome(&[(CONTENT_MD5, "AAAA")], body), Err("InvalidHeaderValue"));
        assert_eq!(outcome(&[(CONTENT_CRC64, CRC)], body), Ok(()));
        assert_eq!(outcome(&[(CONTENT_CRC64, CRC)], b"12345678"), Err("Crc64Mismatch"));
    }
}

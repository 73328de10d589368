//! What uploads may take up, as the settings file spells it.

use chrono::TimeDelta;
use keys::LONGEST_UPLOAD;
use serde::Deserialize;
use server::UploadSettings;

use crate::exit::UsageError;

/// What the session of an upload takes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UploadLimits {
    /// How many files.
    files: u32,
    /// MiB of one file.
    file_mib: u32,
    /// MiB of all files together.
    delivery_mib: u32,
    /// How many hours.
    session_hours: u32,
}

impl Default for UploadLimits {
    fn default() -> Self {
        Self { files: 100, file_mib: 4 << 10, delivery_mib: 8 << 10, session_hours: 14 }
    }
}

impl TryFrom<UploadLimits> for UploadSettings {
    type Error = UsageError;

    fn try_from(limits: UploadLimits) -> Result<Self, UsageError> {
        let UploadLimits { files, file_mib, delivery_mib, session_hours } = limits;
        let longest = LONGEST_UPLOAD.num_hours();
        let wrong = [
            (files == 0, "uploads.files is 0: say how many files an upload may have".to_owned()),
            (file_mib == 0, "uploads.file_mib is 0: say how large a file may be".to_owned()),
            (
                delivery_mib < file_mib,
                format!("uploads.delivery_mib is {delivery_mib}, less than one file may have ({file_mib})"),
            ),
            (
                !(1..=longest).contains(&i64::from(session_hours)),
                format!("uploads.session_hours is {session_hours}: it may be 1 to {longest}"),
            ),
        ];
        if let Some((_, message)) = wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
            return Err(UsageError::new("CONFIG", message));
        }
        Ok(Self {
            files: usize::try_from(files).unwrap_or(usize::MAX),
            file_bytes: u64::from(file_mib) << 20,
            bytes: u64::from(delivery_mib) << 20,
            session: TimeDelta::hours(session_hours.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format, Toml};

    use super::*;

    fn read(text: &str) -> Result<UploadSettings, String> {
        let limits = Figment::from(Toml::string(text)).extract::<UploadLimits>();
        let limits = limits.map_err(|error| error.to_string())?;
        UploadSettings::try_from(limits).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_said_is_as_the_server_has_it() {
        assert_eq!(read(""), Ok(UploadSettings::default()));
        let said = UploadSettings { files: 10, file_bytes: 1 << 20, ..UploadSettings::default() };
        assert_eq!(read("files = 10\nfile_mib = 1"), Ok(said));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (text, name) in [
            ("files = 0", "uploads.files"),
            ("file_mib = 0", "uploads.file_mib"),
            ("delivery_mib = 4095", "uploads.delivery_mib"),
            ("session_hours = 0", "uploads.session_hours"),
            ("session_hours = 169", "uploads.session_hours"),
            ("files = -1", "files"),
            ("megabytes = 7", "megabytes"),
        ] {
            let refusal = read(text).expect_err(text);
            assert!(refusal.contains(name), "{text}: {refusal}");
        }
    }
}

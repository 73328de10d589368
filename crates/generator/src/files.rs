//! The files of SDS v2.1, written row by row.

use std::io::{self, Write};

/// Bytes that are kept back before they are written.
const BUFFER: usize = 256 << 10;

/// A file that is being written.
pub(crate) struct File<W: Write> {
    name: &'static str,
    writer: csv::Writer<W>,
    rows: u64,
}

impl<W: Write> File<W> {
    fn start(name: &'static str, header: &[&str], writer: W) -> io::Result<Self> {
        let mut writer =
            // Flexible, since a stray comma makes a row longer.
            csv::WriterBuilder::new().flexible(true).buffer_capacity(BUFFER).from_writer(writer);
        writer.write_record(header)?;
        Ok(Self { name, writer, rows: 0 })
    }

    /// Writes a row, with quotes where a value needs them.
    pub(crate) fn row<const N: usize>(&mut self, values: [&str; N]) -> io::Result<()> {
        self.rows += 1;
        Ok(self.writer.write_record(values)?)
    }

    /// Writes what was kept back, and says how many rows there are.
    fn finish(mut self) -> io::Result<(&'static str, u64)> {
        self.writer.flush()?;
        Ok((self.name, self.rows))
    }
}

macro_rules! files {
    ($($(#[$doc:meta])* $field:ident: $name:literal [$($column:literal),+ $(,)?]),+ $(,)?) => {
        /// The names of the files that a district is written to.
        pub const FILES: &[&str] = &[$($name),+];

        /// All the files.
        pub(crate) struct Files<W: Write> {
            $($(#[$doc])* pub(crate) $field: File<W>,)+
        }

        impl<W: Write> Files<W> {
            /// Starts each file, on what `create` makes for its name.
            pub(crate) fn start(mut create: impl FnMut(&'static str) -> io::Result<W>) -> io::Result<Self> {
                Ok(Self { $($field: File::start($name, &[$($column),+], create($name)?)?,)+ })
            }

            /// Ends each file, and says how many rows it has.
            pub(crate) fn finish(self) -> io::Result<Vec<(&'static str, u64)>> {
                Ok(vec![$(self.$field.finish()?,)+])
            }
        }
    };
}

files! {
    orgs: "orgs.csv" ["sourcedId", "name", "type", "parentSourcedId"],
    sessions: "academicSessions.csv" ["sourcedId", "title", "type", "schoolYear", "startDate", "endDate"],
    users: "users.csv" [
        "sourcedId", "username", "familyName", "givenName", "activeDirectoryMatchId", "email", "phone", "sms",
    ],
    roles: "roles.csv" [
        "userSourcedId", "orgSourcedId", "role", "sessionSourcedId", "grade", "isPrimary", "roleStartDate",
        "roleEndDate",
    ],
    courses: "courses.csv" [
        "sourcedId", "orgSourcedId", "title", "code", "schoolYearSourcedId", "subject", "grade",
    ],
    classes: "classes.csv" [
        "sourcedId", "orgSourcedId", "title", "sessionSourcedIds", "courseSourcedId", "code",
    ],
    enrollments: "enrollments.csv" ["classSourcedId", "userSourcedId", "role"],
    demographics: "demographics.csv" [
        "userSourcedId", "sex", "birthDate", "birthCity", "birthState", "birthCountry", "ethnicityCodes",
        "raceCodes",
    ],
    flags: "userFlags.csv" ["userSourcedId", "flag"],
    relationships: "relationships.csv" ["userSourcedId", "relationshipUserSourcedId", "relationshipRole"],
}

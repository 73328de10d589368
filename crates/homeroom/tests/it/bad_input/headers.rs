//! Headers that leave in doubt what stands below them.

use std::path::Path;

use super::case::Case;
use super::district::edit;

const HEADER: &str = "sourcedId,username,familyName,givenName\n";

/// A case of users.csv.
const fn header(what: &'static str, spoil: fn(&Path), code: &'static str, cure: &'static str) -> Case {
    Case { what, spoil, exit: 1, code, place: "users.csv:1", cure }
}

pub(super) const CASES: &[Case] = &[
    header(
        "no header",
        |roster| edit(&roster.join("users.csv"), |text| text.replacen(HEADER, "", 1)),
        "HDR-MISSING",
        "Add it to the export",
    ),
    header(
        "a required column missing",
        |roster| edit(&roster.join("users.csv"), |text| text.replacen("username", "login", 1)),
        "HDR-MISSING",
        "The column username is required",
    ),
    header(
        "semicolons",
        |roster| edit(&roster.join("users.csv"), |text| text.replace(',', ";")),
        "HDR-MISSING",
        "Separate the values by commas",
    ),
    header(
        "a column twice",
        |roster| edit(&roster.join("users.csv"), |text| text.replacen("familyName", "username", 1)),
        "HDR-DUP",
        "Leave only one in the file",
    ),
    header(
        "a column in another case",
        |roster| edit(&roster.join("users.csv"), |text| text.replacen("sourcedId", "SourcedID", 1)),
        "HDR-CASE",
        "named almost sourcedId. Write it exactly so",
    ),
];

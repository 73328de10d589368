//! Formats that are not read, told by what is in a folder.

use formats::UnreadFormat;

use crate::support::folder;

/// The format of a folder of `files`.
fn format_of(files: &[(&str, &str)]) -> Option<UnreadFormat> {
    UnreadFormat::of(folder(files).path()).unwrap()
}

#[test]
fn sds_v1_is_known_by_its_files() {
    for file in ["School.csv", "student.csv", "TeacherRoster.csv"] {
        assert_eq!(format_of(&[(file, "")]), Some(UnreadFormat::SdsV1), "{file}");
    }
    assert_eq!(format_of(&[("Students.csv", "")]), None);
}

#[test]
fn a_folder_without_a_roster_that_is_read_is_refused_by_its_format() {
    let folder = folder(&[("School.csv", ""), ("Student.csv", "")]);
    let refused = formats::detect(folder.path()).unwrap_err().to_string();
    let told = "holds a roster in the format SDS v1, which cannot be read: export it as SDS v2.1";
    assert!(refused.ends_with(told), "{refused}");
}

#[test]
fn one_roster_is_known_by_its_manifest_or_its_users() {
    let users = "\u{feff}\"sourcedId\",\"status\",\"dateLastModified\",\"enabledUser\",\"orgSourcedIds\"\r\np1,,,true,s1\r\n";
    for files in [[("manifest.csv", "propertyName,value\n")], [("users.csv", users)]] {
        assert_eq!(format_of(&files), Some(UnreadFormat::OneRosterCsv));
    }
}

#[test]
fn sds_v2_is_known_by_its_users() {
    let users = "sourcedId, orgSourcedIds, username, role\n";
    assert_eq!(format_of(&[("orgs.csv", ""), ("users.csv", users)]), Some(UnreadFormat::SdsV2));
}

#[test]
fn what_is_read_is_none_of_them() {
    assert_eq!(format_of(&[]), None);
    assert_eq!(format_of(&[("users.csv", "")]), None);
    let users = "sourcedId,username,givenName,familyName\nenabledUser,orgSourcedIds,a,b\n";
    assert_eq!(format_of(&[("orgs.csv", ""), ("users.csv", users), ("roles.csv", "")]), None);
    let long = format!("{},enabledUser\n", "x".repeat(1 << 20));
    assert_eq!(format_of(&[("users.csv", &long)]), None, "only so much of a header is looked at");
}

#[test]
fn a_folder_that_is_not_there() {
    assert!(UnreadFormat::of(std::path::Path::new("nowhere")).is_err());
}

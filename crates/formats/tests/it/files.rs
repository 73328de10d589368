use std::fs;
use std::path::Path;
use std::time::SystemTime;

use formats::{
    FileSummary, Format, OpenError, ReadError, Roster, RowSink, SinkError, StagedRow, Table, detect,
};
use model::{Finding, Rule};

use crate::support::{Recorder, SOUND, folder, read, sound_but, stopped_by};

#[test]
fn the_format_is_told_by_the_files() {
    assert_eq!(detect(folder(SOUND).path()).unwrap(), Format::SdsV21);
    assert_eq!(detect(folder(&[("Users.csv", "")]).path()).unwrap(), Format::SdsV21);
    let notes = folder(&[("Notes.csv", "SIS ID,Name\n")]);
    assert!(matches!(detect(notes.path()), Err(OpenError::UnknownFormat(_))));
    assert!(matches!(Roster::open(folder(&[]).path()), Err(OpenError::UnknownFormat(_))));
    assert_eq!("sds-v2.1".parse(), Ok(Format::SdsV21));
    assert_eq!(
        "csv".parse::<Format>().unwrap_err().to_string(),
        r#""csv" is no roster format: use sds-v2.1"#
    );
}

#[test]
fn a_path_that_is_no_folder_is_told_apart() {
    let folder = folder(SOUND);
    let missing = Roster::open(&folder.path().join("nowhere")).unwrap_err();
    assert!(matches!(missing, OpenError::Missing(_)));
    assert!(
        missing
            .to_string()
            .ends_with("nowhere does not exist: name the folder that holds the roster's CSV files")
    );
    assert!(matches!(Roster::open(&folder.path().join("orgs.csv")), Err(OpenError::NotAFolder(_))));
}

#[test]
fn every_file_of_the_format_is_listed_present_or_not() {
    let folder = sound_but(&[("notes.csv", "a\n"), ("readme.txt", "")]);
    let roster = Roster::open(folder.path()).unwrap();
    let files: Vec<String> =
        roster.files().map(|file| format!("{} {} {:?}", file.table.name(), file.name, file.bytes)).collect();
    assert_eq!(
        files,
        [
            "organizations orgs.csv Some(41)",
            "sessions academicSessions.csv None",
            "people users.csv Some(27)",
            "courses courses.csv None",
            "sections classes.csv None",
            "roles roles.csv Some(44)",
            "enrollments enrollments.csv None",
            "demographics demographics.csv None",
            "flags userFlags.csv None",
            "relationships relationships.csv None",
        ]
    );
}

#[test]
fn an_optional_file_may_be_absent_or_without_records() {
    for folder in [folder(SOUND), sound_but(&[("courses.csv", "sourcedId,orgSourcedId,title\n")])] {
        let (summary, recorder) = read(&folder, Table::Courses);
        assert_eq!((summary, recorder.log.as_str()), (FileSummary::default(), ""));
    }
}

#[test]
fn a_required_file_must_be_there() {
    let folder = folder(&SOUND[..2]);
    let (summary, recorder) = read(&folder, Table::Roles);
    assert_eq!(summary.fatal, Some(Rule::FileMissing));
    assert_eq!(recorder.log, "fatal FILE-MISSING roles.csv\n");
    assert_eq!(recorder.findings[0].entity, "file");
    assert_eq!(recorder.findings[0].message, "roles.csv is required. Add it to the folder.");
}

#[test]
fn a_file_whose_name_differs_in_case_is_not_read_and_not_passed_over() {
    let folder = sound_but(&[("academicsessions.csv", "")]);
    let (summary, recorder) = read(&folder, Table::Sessions);
    assert_eq!(summary.fatal, Some(Rule::FileMissing));
    let message = &recorder.findings[0].message;
    assert_eq!(
        message,
        "There is academicsessions.csv instead. Rename it to academicSessions.csv: case counts."
    );
}

#[test]
fn what_is_no_file_is_not_read_and_not_passed_over() {
    let folder = folder(SOUND);
    fs::create_dir(folder.path().join("courses.csv")).unwrap();
    let (summary, recorder) = read(&folder, Table::Courses);
    assert_eq!(summary.fatal, Some(Rule::FileMissing));
    assert_eq!(
        recorder.findings[0].message,
        "courses.csv is a folder, a pipe or a device, and only a file is read. Put the exported file in its place."
    );
}

#[test]
fn a_file_that_changes_while_it_is_read_is_told() {
    let told = |change: fn(&Path)| {
        let folder = folder(SOUND);
        let roster = Roster::open(folder.path()).unwrap();
        change(folder.path());
        let changes = roster.changes().into_iter();
        changes.map(|finding| format!("{} {}", finding.rule, finding.file)).collect::<Vec<_>>()
    };
    // As long as it was, but written at another time.
    let rewritten = |folder: &Path| {
        let users = fs::File::options().append(true).open(folder.join("users.csv")).unwrap();
        users.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    };
    assert_eq!(told(|_| ()), Vec::<String>::new());
    assert_eq!(told(rewritten), ["FILE-CHANGED users.csv"]);
    assert_eq!(
        told(|folder| fs::write(folder.join("users.csv"), "sourcedId\n").unwrap()),
        ["FILE-CHANGED users.csv"]
    );
    assert_eq!(
        told(|folder| fs::write(folder.join("courses.csv"), "").unwrap()),
        ["FILE-CHANGED courses.csv"]
    );
    assert_eq!(told(|folder| fs::remove_file(folder.join("orgs.csv")).unwrap()), ["FILE-CHANGED orgs.csv"]);
}

#[test]
fn classes_and_enrollments_come_together() {
    let classes = ("classes.csv", "sourcedId,orgSourcedId,title\nC1,1,Art\n");
    let enrollments = ("enrollments.csv", "classSourcedId,userSourcedId,role\nC1,7,teacher\n");
    let rules = |folder: &tempfile::TempDir| {
        [Table::Sections, Table::Enrollments].map(|table| read(folder, table).0.fatal)
    };
    assert_eq!(rules(&folder(SOUND)), [None, None]);
    assert_eq!(rules(&sound_but(&[classes, enrollments])), [None, None]);
    assert_eq!(rules(&sound_but(&[classes])), [None, Some(Rule::FilePair)]);
    assert_eq!(rules(&sound_but(&[enrollments])), [Some(Rule::FilePair), None]);
}

#[test]
fn a_required_file_must_hold_a_record() {
    let rule = |table, text| stopped_by(table, text).map(|(rule, _)| rule);
    assert_eq!(rule(Table::People, "sourcedId,username\n"), Some(Rule::FileEmpty));
    assert_eq!(rule(Table::People, ""), Some(Rule::FileEmpty));
    assert_eq!(rule(Table::Enrollments, "classSourcedId,userSourcedId,role\n"), Some(Rule::FileEmpty));
    assert_eq!(rule(Table::Courses, ""), Some(Rule::HdrMissing));
    // Records that were dropped are records.
    assert_eq!(rule(Table::People, "sourcedId,username\n7,\n"), None);
}

#[test]
fn a_file_that_cannot_be_opened_is_an_error_and_no_finding() {
    let folder = folder(SOUND);
    let roster = Roster::open(folder.path()).unwrap();
    fs::remove_file(folder.path().join("users.csv")).unwrap();
    let error = roster.read(Table::People, &mut Recorder::default()).unwrap_err();
    assert!(matches!(&error, ReadError::Open { path, .. } if path.ends_with("users.csv")), "{error}");
}

#[test]
fn a_sink_that_refuses_stops_the_file() {
    struct Full;
    impl RowSink for Full {
        fn row(&mut self, _: Table, _: StagedRow<'_>) -> Result<(), SinkError> {
            Err("the disk is full".into())
        }
        fn finding(&mut self, _: Finding) -> Result<(), SinkError> {
            Ok(())
        }
    }
    let folder = folder(SOUND);
    let error = Roster::open(folder.path()).unwrap().read(Table::People, &mut Full).unwrap_err();
    assert!(matches!(&error, ReadError::Sink { source, .. } if source.to_string() == "the disk is full"));
}

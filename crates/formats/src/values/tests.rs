use std::sync::LazyLock;

use model::codes;

use super::*;

static CODES: LazyLock<CodeBook> = LazyLock::new(CodeBook::default);

/// The value, what is said of it, or both.
fn say(kind: Kind, raw: &str) -> String {
    match check(kind, Cow::Borrowed(raw), &CODES) {
        None => "nothing".to_owned(),
        Some(Checked::Good(value)) => value.into_owned(),
        Some(Checked::Noted(value, severity, flaw)) => {
            format!("{value} ({severity} {} {})", flaw.rule, flaw.found)
        }
        Some(Checked::Bad(flaw)) => format!("{} {}", flaw.rule, flaw.found),
    }
}

fn agrees(kind: Kind, cases: &[(&str, &str)]) {
    for (raw, expected) in cases {
        assert_eq!(say(kind, raw), *expected, "{kind:?} {raw:?}");
        let owned = check(kind, Cow::Owned((*raw).to_owned()), &CODES);
        assert_eq!(owned, check(kind, Cow::Borrowed(raw), &CODES), "{kind:?} {raw:?} owned");
    }
}

#[test]
fn white_space_is_trimmed_and_for_ids_remarked_upon() {
    agrees(Kind::Id, &[("14001", "14001"), ("  ", "nothing"), ("", "nothing"), ("\u{a0}", "nothing")]);
    agrees(Kind::Id, &[(" A-1\u{a0}", "A-1 (info VAL-TRIM  A-1\u{a0})"), ("a b", "a b")]);
    agrees(Kind::Username, &[("cbeane ", "cbeane (info VAL-TRIM cbeane )")]);
    agrees(Kind::Text, &[(" Beane ", "Beane")]);
    agrees(Kind::Date, &[(" 2026-08-17", "2026-08-17")]);
    agrees(Kind::Id, &[(" a\u{7}b", "VAL-CHAR a\u{7}b")]);
}

#[test]
fn text_holds_no_control_characters() {
    agrees(
        Kind::Text,
        &[
            ("Łucja 李 عمر", "Łucja 李 عمر"),
            ("a\tb", "VAL-CHAR a\tb"),
            ("a\0b", "VAL-CHAR a\0b"),
            ("é\u{85}b", "VAL-CHAR é\u{85}b"),
            ("a\u{2028}b", "VAL-CHAR a\u{2028}b"),
            ("a\u{7f}", "VAL-CHAR a\u{7f}"),
        ],
    );
}

#[test]
fn length_is_counted_in_characters() {
    assert_eq!(say(Kind::Text, &"é".repeat(255)), "é".repeat(255));
    assert!(say(Kind::Text, &"é".repeat(256)).starts_with("VAL-LENGTH"));
    assert!(say(Kind::Id, &"1".repeat(256)).starts_with("VAL-LENGTH"));
}

#[test]
fn codes_take_the_spelling_of_their_list() {
    agrees(
        Kind::Code(&codes::GRADE_LEVELS),
        &[
            ("PS1", "ps1"),
            ("1", "01"),
            ("01", "01"),
            ("KG", "kg"),
            ("9Z", "VAL-ENUM 9Z"),
            ("001", "VAL-ENUM 001"),
        ],
    );
    agrees(Kind::Code(&codes::ORG_TYPES), &[("MinistryOfEducation", "ministryOfEducation")]);
    agrees(
        Kind::Code(&codes::ROLES),
        &[
            ("Student", "student"),
            ("guardian", "guardian"),
            ("PARENT", "parent"),
            ("aid", "aide"),
            ("pupil", "VAL-ENUM pupil"),
        ],
    );
}

#[test]
fn retired_section_roles_are_staff() {
    agrees(
        Kind::SectionRole,
        &[
            ("teacher", "teacher"),
            ("Faculty", "staff (warning VAL-ENUM Faculty)"),
            ("nurse", "staff (warning VAL-ENUM nurse)"),
            ("aid", "aide"),
            ("guardian", "VAL-ENUM guardian"),
        ],
    );
}

#[test]
fn lists_keep_their_valid_members_once() {
    agrees(
        Kind::Codes(&codes::GRADE_LEVELS),
        &[
            ("09, 10", "09,10"),
            ("9,09,10", "09,10"),
            ("09,9Z,10,8Q", "09,10 (warning VAL-ENUM 9Z,8Q)"),
            ("9Z", "VAL-ENUM 9Z"),
            (" , ,", "nothing"),
            ("10,", "10"),
        ],
    );
    agrees(
        Kind::Ids,
        &[
            ("T1", "T1"),
            ("T1,T2", "T1,T2"),
            ("T2 , T1,,T2", "T2,T1"),
            ("t1,T1", "t1,T1"),
            ("T1,a\u{7}b", "T1 (warning VAL-CHAR a\u{7}b)"),
        ],
    );
}

#[test]
fn dates_are_iso_8601() {
    agrees(
        Kind::Date,
        &[
            ("2026-08-17", "2026-08-17"),
            ("2028-02-29", "2028-02-29"),
            ("2026-08-17T00:00:00Z", "2026-08-17"),
            ("2026-08-17T23:30:00.000-05:00", "2026-08-17"),
            ("2026-08-17T00:00:00", "2026-08-17"),
            ("2026-08-17T00:00", "2026-08-17"),
            ("2026-08-17 ", "2026-08-17"),
            ("2026-02-29", "VAL-DATE 2026-02-29"),
            ("2026-13-01", "VAL-DATE 2026-13-01"),
            ("8/17/2026", "VAL-DATE 8/17/2026"),
            ("2026-8-17", "VAL-DATE 2026-8-17"),
            ("20260817", "VAL-DATE 20260817"),
            ("2026-08-17T", "VAL-DATE 2026-08-17T"),
            ("2026-08-17x", "VAL-DATE 2026-08-17x"),
            ("2026-08-17T25:00:00Z", "VAL-DATE 2026-08-17T25:00:00Z"),
            ("+026-08-17", "VAL-DATE +026-08-17"),
            ("éééééé", "VAL-DATE éééééé"),
        ],
    );
}

#[test]
fn years_are_four_digits_of_this_century() {
    agrees(
        Kind::Year,
        &[
            ("2000", "2000"),
            ("2100", "2100"),
            ("1999", "VAL-YEAR 1999"),
            ("2101", "VAL-YEAR 2101"),
            ("+202", "VAL-YEAR +202"),
            ("02026", "VAL-YEAR 02026"),
            ("2026/27", "VAL-YEAR 2026/27"),
        ],
    );
}

#[test]
fn booleans_are_words() {
    agrees(Kind::Bool, &[("TRUE", "true"), ("False", "false"), ("1", "VAL-BOOL 1"), ("yes", "VAL-BOOL yes")]);
}

#[test]
fn addresses_are_kept_in_lower_case() {
    agrees(
        Kind::Email,
        &[
            ("Craig.Beane@School.Example", "craig.beane@school.example"),
            ("jürgen@schule.example", "jürgen@schule.example"),
            ("craig.beane", "VAL-EMAIL craig.beane"),
            // In lower case it is longer than an address may be.
            (
                "İİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİ@x.example",
                "VAL-EMAIL İİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİ@x.example",
            ),
            ("a b@school.example", "VAL-EMAIL a b@school.example"),
            ("a@b@school.example", "VAL-EMAIL a@b@school.example"),
            ("Craig <craig@school.example>", "VAL-EMAIL Craig <craig@school.example>"),
        ],
    );
}

#[test]
fn telephone_numbers_are_bare() {
    agrees(
        Kind::Phone,
        &[
            ("+15550100", "+15550100"),
            ("(555) 01-00.7", "55501007"),
            ("+1 555 0100", "+15550100"),
            ("555-0100 ext 7", "VAL-PHONE 555-0100 ext 7"),
            ("5+55", "VAL-PHONE 5+55"),
            ("+", "VAL-PHONE +"),
            ("()", "VAL-PHONE ()"),
        ],
    );
}

#[test]
fn a_clean_value_is_borrowed() {
    let cases = [
        (Kind::Id, "14001"),
        (Kind::Text, "Łucja"),
        (Kind::Ids, "T1,T2"),
        (Kind::Date, "2026-08-17"),
        (Kind::Email, "a@school.example"),
        (Kind::Phone, "+15550100"),
        (Kind::SectionRole, "student"),
    ];
    for (kind, raw) in cases {
        assert!(
            matches!(check(kind, Cow::Borrowed(raw), &CODES), Some(Checked::Good(Cow::Borrowed(_)))),
            "{raw}"
        );
    }
}

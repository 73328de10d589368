//! A small district as a story needs it: three schools that can be changed by one sentence at a time and
//! written out as an SDS v2.1 folder.
//!
//! Each school `A`, `B`, `C` has a principal, four teachers, forty students and four classes: `A-ART` and
//! `A-MATH` in the first term, `A-BIO` in the second, `A-CLUB` without a session. Every student takes all
//! four; teacher `T-A-1` teaches `A-ART`, and so on. Term 1 is autumn 2026, term 2 spring 2027.

use std::path::Path;

/// Students of each school.
pub(crate) const STUDENTS: usize = 40;
/// The classes of each school, with the session each runs in.
const CLASSES: [(&str, &str); 4] = [("ART", "T1"), ("MATH", "T1"), ("BIO", "T2"), ("CLUB", "")];

/// Rows of one file, under a header.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    header: &'static str,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn new(header: &'static str) -> Self {
        Self { header, rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cells: &[&str]) {
        self.rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    }

    /// Keeps the rows that `keep` wants.
    pub(crate) fn retain(&mut self, keep: impl Fn(&[String]) -> bool) {
        self.rows.retain(|row| keep(row));
    }

    /// Sets a column in every row whose first cell is `id`.
    pub(crate) fn set(&mut self, id: &str, column: &str, value: &str) {
        let place = self.header.split(',').position(|name| name == column).expect("a column of the file");
        for row in self.rows.iter_mut().filter(|row| row[0] == id) {
            row[place] = value.to_owned();
        }
    }

    /// Adds a field to the row of `id`, as a comma in a name does.
    pub(crate) fn break_row(&mut self, id: &str) {
        for row in self.rows.iter_mut().filter(|row| row[0] == id) {
            row.push("stray".to_owned());
        }
    }

    /// Turns the order of the rows around.
    pub(crate) fn reverse(&mut self) {
        self.rows.reverse();
    }

    /// Forgets every row; the header stays.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
    }

    fn text(&self) -> String {
        let quoted = |cell: &String| match cell.contains([',', '"']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        };
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let lines: Vec<String> =
            std::iter::once(self.header.to_owned()).chain(self.rows.iter().map(line)).collect();
        lines.join("\r\n") + "\r\n"
    }
}

/// The files of a district.
#[derive(Debug, Clone)]
pub(crate) struct District {
    pub(crate) orgs: Rows,
    pub(crate) sessions: Rows,
    pub(crate) users: Rows,
    pub(crate) roles: Rows,
    pub(crate) classes: Rows,
    pub(crate) enrollments: Rows,
}

impl District {
    /// Files without rows.
    pub(crate) fn empty() -> Self {
        Self {
            orgs: Rows::new("sourcedId,name,type,parentSourcedId"),
            sessions: Rows::new("sourcedId,title,type,schoolYear,startDate,endDate"),
            users: Rows::new("sourcedId,username,givenName,familyName,email"),
            roles: Rows::new(
                "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate",
            ),
            classes: Rows::new("sourcedId,orgSourcedId,title,sessionSourcedIds"),
            enrollments: Rows::new("classSourcedId,userSourcedId,role"),
        }
    }

    /// The three schools.
    pub(crate) fn three_schools() -> Self {
        Self::of_schools(&["A", "B", "C"])
    }

    /// The first school alone.
    pub(crate) fn one_school() -> Self {
        Self::of_schools(&["A"])
    }

    fn of_schools(schools: &[&str]) -> Self {
        let mut district = Self::empty();
        district.orgs.push(&["D", "Three Rivers", "district", ""]);
        district.sessions.push(&["T1", "Autumn 2026", "term", "2027", "2026-08-17", "2026-12-18"]);
        district.sessions.push(&["T2", "Spring 2027", "term", "2027", "2027-01-11", "2027-06-18"]);
        for school in schools {
            district.add_school(school);
        }
        district
    }

    fn add_school(&mut self, school: &str) {
        self.orgs.push(&[school, &format!("School {school}"), "school", "D"]);
        self.add_person(&format!("P-{school}"), school, "principal");
        for (number, (class, session)) in (1..).zip(CLASSES) {
            let (class, teacher) = (format!("{school}-{class}"), format!("T-{school}-{number}"));
            self.classes.push(&[&class, school, &format!("{class} class"), session]);
            self.add_person(&teacher, school, "teacher");
            self.enroll(&teacher, &class, "teacher");
        }
        for number in 1..=STUDENTS {
            let student = format!("S-{school}-{number:02}");
            self.add_person(&student, school, "student");
            for (class, _) in CLASSES {
                self.enroll(&student, &format!("{school}-{class}"), "student");
            }
        }
    }

    /// A person with one role in one school.
    pub(crate) fn add_person(&mut self, id: &str, school: &str, role: &str) {
        let username = format!("{}@three-rivers.example", id.to_lowercase());
        self.users.push(&[id, &username, &format!("Given {id}"), &format!("Family {id}"), ""]);
        self.add_role(id, school, role);
    }

    /// One more role.
    pub(crate) fn add_role(&mut self, person: &str, school: &str, role: &str) {
        let grade = if role == "student" { "07" } else { "" };
        self.roles.push(&[person, school, role, "", grade, "", "", ""]);
    }

    /// One more enrollment.
    pub(crate) fn enroll(&mut self, person: &str, class: &str, role: &str) {
        self.enrollments.push(&[class, person, role]);
    }

    /// One enrollment less.
    pub(crate) fn unenroll(&mut self, person: &str, class: &str) {
        self.enrollments.retain(|row| !(row[0] == class && row[1] == person));
    }

    /// A person vanishes from every file.
    pub(crate) fn remove_person(&mut self, person: &str) {
        self.users.retain(|row| row[0] != person);
        self.roles.retain(|row| row[0] != person);
        self.enrollments.retain(|row| row[1] != person);
    }

    /// A school vanishes with everybody and everything in it.
    pub(crate) fn remove_school(&mut self, school: &str) {
        let infix = format!("-{school}");
        let of_school = |id: &str| id.ends_with(&infix) || id.contains(&format!("{infix}-"));
        let of_class = |id: &str| id.starts_with(&format!("{school}-"));
        self.orgs.retain(|row| row[0] != school);
        self.users.retain(|row| !of_school(&row[0]));
        self.roles.retain(|row| row[1] != school);
        self.classes.retain(|row| row[1] != school);
        self.enrollments.retain(|row| !of_class(&row[0]));
    }

    /// Writes the folder.
    pub(crate) fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).expect("a folder");
        for (name, rows) in self.files() {
            std::fs::write(folder.join(name), rows.text()).expect("a file");
        }
    }

    /// Turns the rows of every file around.
    pub(crate) fn reverse(&mut self) {
        for rows in [
            &mut self.orgs,
            &mut self.sessions,
            &mut self.users,
            &mut self.roles,
            &mut self.classes,
            &mut self.enrollments,
        ] {
            rows.reverse();
        }
    }

    fn files(&self) -> [(&'static str, &Rows); 6] {
        [
            ("orgs.csv", &self.orgs),
            ("academicSessions.csv", &self.sessions),
            ("users.csv", &self.users),
            ("roles.csv", &self.roles),
            ("classes.csv", &self.classes),
            ("enrollments.csv", &self.enrollments),
        ]
    }
}

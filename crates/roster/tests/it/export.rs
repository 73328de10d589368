//! What the school exports: a folder of CSV files, as text.

use std::collections::BTreeMap;
use std::path::Path;

/// Files by name; each a header and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Export(pub(crate) BTreeMap<&'static str, Vec<String>>);

/// One district with a school: a teacher, two students, a parent, and a class for them, without fault.
pub(crate) fn export() -> Export {
    let mut export = Export(BTreeMap::new());
    export.file("orgs.csv", "sourcedId,name,type,parentSourcedId");
    export.add("orgs.csv", &["D,District,district,", "S,School,school,D"]);
    export.file("academicSessions.csv", "sourcedId,title,type,schoolYear,startDate,endDate");
    export.add("academicSessions.csv", &["T1,Term 1,term,2027,2026-08-17,2026-12-18"]);
    export.add("academicSessions.csv", &["Y,Year,schoolYear,2027,2026-08-17,2027-06-30"]);
    export.file("users.csv", "sourcedId,username,givenName,familyName,email,phone");
    export.add("users.csv", &["t,tess,Tess,Tamm,tess@riverside.example,"]);
    export.add("users.csv", &["a,anna,Anna,Abel,,", "b,ben,Ben,Berg,,"]);
    export.add("users.csv", &["p,pia,Pia,Abel,pia@riverside.example,"]);
    export.file("roles.csv", "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary");
    export.add("roles.csv", &["t,S,teacher,,,true", "a,S,student,T1,05,true", "b,S,student,,05,"]);
    export.file("courses.csv", "sourcedId,orgSourcedId,title,schoolYearSourcedId");
    export.add("courses.csv", &["M,S,Mathematics,Y"]);
    export.file("classes.csv", "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId");
    export.add("classes.csv", &["M5,S,Mathematics 5,\"T1,Y\",M", "E5,S,English 5,T1,"]);
    export.file("enrollments.csv", "classSourcedId,userSourcedId,role");
    export.add("enrollments.csv", &["M5,t,teacher", "M5,a,student", "M5,b,student"]);
    export.add("enrollments.csv", &["E5,t,teacher", "E5,a,student"]);
    export.file("relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole");
    export.add("relationships.csv", &["a,p,parent"]);
    export
}

impl Export {
    fn file(&mut self, name: &'static str, header: &str) {
        self.0.insert(name, vec![header.to_owned()]);
    }

    fn add(&mut self, name: &'static str, rows: &[&str]) {
        self.0.get_mut(name).unwrap().extend(rows.iter().map(|row| (*row).to_owned()));
    }

    /// The same with more rows in a file.
    pub(crate) fn with(mut self, name: &'static str, rows: &[&str]) -> Self {
        self.add(name, rows);
        self
    }

    /// The same without a row, which must be there.
    pub(crate) fn without(mut self, name: &'static str, row: &str) -> Self {
        let rows = self.0.get_mut(name).unwrap();
        let place = rows.iter().position(|each| each == row).unwrap_or_else(|| panic!("no row {row}"));
        rows.remove(place);
        self
    }

    /// The same with one row in place of another, which must be there.
    pub(crate) fn replace(mut self, name: &'static str, row: &str, by: &str) -> Self {
        let rows = self.0.get_mut(name).unwrap();
        let place = rows.iter().position(|each| each == row).unwrap_or_else(|| panic!("no row {row}"));
        rows[place] = by.to_owned();
        self
    }

    /// The same without a file.
    pub(crate) fn without_file(mut self, name: &'static str) -> Self {
        self.0.remove(name).unwrap();
        self
    }

    /// The same with a header and rows as a file.
    pub(crate) fn with_file(mut self, name: &'static str, header: &str, rows: &[&str]) -> Self {
        self.file(name, header);
        self.add(name, rows);
        self
    }

    pub(crate) fn write(&self, folder: &Path) {
        for (name, rows) in &self.0 {
            std::fs::write(folder.join(name), rows.join("\n") + "\n").unwrap();
        }
    }
}

//! The small tables of the roster, whole.

use provisioning::{Course, Organization, Reference, Session};

use super::rows::{FileNames, History, parts, shared};
use crate::RunError;
use crate::query::Query;
use crate::tables::columns::Columns;

/// Organizations, sessions and courses.
pub(crate) async fn reference(roster: &Query<'_>) -> Result<Reference, RunError> {
    let (mut organizations, mut sessions, mut courses) = (Vec::new(), Vec::new(), Vec::new());
    let mut files = FileNames::default();
    roster
        .each("SELECT * FROM organizations", |batch| {
            let columns = Columns::of(batch);
            let (id, name, history) = (columns.text("id")?, columns.text("name")?, History::of(&columns)?);
            for row in columns.rows() {
                organizations.push(Organization {
                    id: id.required(row).into(),
                    name: name.required(row).into(),
                    presence: history.presence(row)?,
                    row: history.source(row, &mut files),
                });
            }
            Ok(())
        })
        .await?;
    roster
        .each("SELECT * FROM sessions", |batch| {
            let columns = Columns::of(batch);
            let (id, title, kind) = (columns.text("id")?, columns.text("title")?, columns.text("type")?);
            let (start, end) = (columns.date("start_date")?, columns.date("end_date")?);
            let history = History::of(&columns)?;
            for row in columns.rows() {
                let missing = || RunError::stored("a session's dates");
                sessions.push(Session {
                    id: id.required(row).into(),
                    title: title.required(row).into(),
                    kind: kind.required(row).into(),
                    start: start.get(row).ok_or_else(missing)?,
                    end: end.get(row).ok_or_else(missing)?,
                    presence: history.presence(row)?,
                });
            }
            Ok(())
        })
        .await?;
    roster
        .each("SELECT * FROM courses", |batch| {
            let columns = Columns::of(batch);
            let (id, title, code) = (columns.text("id")?, columns.text("title")?, columns.text("code")?);
            let (subjects, grades) = (columns.text("subjects")?, columns.text("grades")?);
            let history = History::of(&columns)?;
            for row in columns.rows() {
                courses.push(Course {
                    id: id.required(row).into(),
                    title: title.required(row).into(),
                    code: shared(code.get(row)),
                    subjects: parts(subjects.get(row)).map(Into::into).collect(),
                    grades: parts(grades.get(row)).map(Into::into).collect(),
                    presence: history.presence(row)?,
                });
            }
            Ok(())
        })
        .await?;
    Ok(Reference::new(organizations, sessions, courses))
}

//! Made-up districts, to try and to measure with.
//!
//! A [`District`] is a function of its [`Settings`]: the same seed and size give the same bytes on every
//! machine. Nothing is stored and no chance has a history: whatever is drawn is drawn anew from the seed
//! and from what it is drawn for (`draws`). So the district is written school by school, in the memory
//! of one school, and its next day differs exactly where something happened.
//!
//! | part | its idea |
//! |---|---|
//! | `shares`, `schools` | how many people there are of each group, and which school they belong to |
//! | `events` | what happens to a person from one day to the next |
//! | `people`, `names`, `staff`, `guardians` | who a person is |
//! | `cohorts`, `courses`, `split`, `class_events`, `classes` | who learns what, with whom, from whom |
//! | `faults` | what is wrong on purpose |
//! | `rows` | all of this as rows of SDS v2.1 |
//!
//! People sit on *seats*: a number of their group. On the first day each seat holds one person; on the
//! next somebody may have left it, somebody new may share it, and its person may sit in another school.

mod class_events;
mod classes;
mod cohorts;
mod courses;
mod district;
mod draws;
mod error;
mod events;
mod faults;
mod files;
mod folder;
mod guardians;
mod names;
mod people;
mod rows;
mod schools;
mod settings;
mod shares;
mod split;
mod staff;
mod summary;

pub use district::District;
pub use error::GenerateError;
pub use faults::Fault;
pub use files::FILES;
pub use folder::write_folder;
pub use settings::Settings;
pub use summary::Summary;

//! `generate`: a made-up district, to try things with and to measure.

use generator::{District, Settings, write_folder};

use crate::arguments::{GenerateArguments, RosterFormat};
use crate::exit::Exit;
use crate::{report, terminal};

/// Writes a district to a folder.
pub(super) fn generate(arguments: &GenerateArguments) -> anyhow::Result<Exit> {
    let district = District::new(&Settings {
        people: arguments.people,
        seed: arguments.seed,
        sections_per_student: arguments.sections_per_student,
        change_percent: arguments.change,
    })?;
    let summary = match arguments.format {
        RosterFormat::SdsV21 => write_folder(&district, &arguments.folder)?,
    };
    terminal::say(&report::generated::of(&summary, &arguments.folder));
    Ok(Exit::Done)
}

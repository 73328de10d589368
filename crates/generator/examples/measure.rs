//! Writes a district, to measure how long that takes and how much memory: `measure DIR PEOPLE [PERCENT]`.

use std::path::Path;

use generator::{District, Settings, write_folder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let people = arguments.next().ok_or("say how many people")?.parse()?;
    let change_percent = arguments.next().map_or(Ok(0.0), |percent| percent.parse())?;
    let settings = Settings { people, seed: 1, sections_per_student: 8, change_percent };
    write_folder(&District::new(&settings)?, Path::new(&folder))?;
    Ok(())
}

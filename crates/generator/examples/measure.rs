//! Writes a district, to measure how long that takes and how much memory: `measure DIR PEOPLE`.

use std::path::Path;

use generator::{District, Settings, write_folder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let people = arguments.next().ok_or("say how many people")?.parse()?;
    let settings = Settings { people, seed: 1, sections_per_student: 8, change_percent: 0.0 };
    write_folder(&District::new(&settings)?, Path::new(&folder))?;
    Ok(())
}

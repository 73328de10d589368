//! How the seats of a cohort are shared out among the classes of a course.
//!
//! A class takes an even share of the seats. In an elementary school it is the same share in every course,
//! a homeroom; later each course shuffles the seats anew.

use crate::draws::{Draws, Topic};
use crate::schools::Level;

/// The sizes that classes are made for; 25 on average.
const SIZES: [u64; 13] = [19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31];

/// Which class a seat belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Split {
    /// How many classes there are: one at least.
    pub(crate) classes: u64,
    seats: u64,
    /// Without a common divisor with the number of seats, so that each seat gets a place of its own.
    stride: u64,
    offset: u64,
}

impl Split {
    /// The split of a course, known by its school, cohort and place in the cohort.
    pub(crate) fn of(draws: Draws, level: Level, course: [u64; 3], seats: u32) -> Self {
        let seats = u64::from(seats).max(1);
        let [school, cohort, _] = course;
        let is_homeroom = level == Level::Elementary;
        let about = if is_homeroom { [school, cohort, 0] } else { course };
        let size = draws.pick(Topic::ClassSize, about, &SIZES).max(1);
        let (stride, offset) = if is_homeroom { (1, 0) } else { shuffle(draws, course, seats) };
        Self { classes: ((seats + size / 2) / size).max(1), seats, stride, offset }
    }

    /// The class of a seat, counted from zero.
    pub(crate) fn class_of(&self, seat: u32) -> u64 {
        let place = (self.stride * u64::from(seat) + self.offset) % self.seats;
        place * self.classes / self.seats
    }
}

fn shuffle(draws: Draws, [school, cohort, course]: [u64; 3], seats: u64) -> (u64, u64) {
    let first = 1 + draws.below(Topic::Shuffle, [school, cohort, course, 0], seats);
    let stride = (first..).find(|stride| greatest_common_divisor(*stride, seats) == 1).unwrap_or(1);
    (stride, draws.below(Topic::Shuffle, [school, cohort, course, 1], seats))
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(split: &Split, seats: u32) -> Vec<usize> {
        (0..split.classes)
            .map(|class| (0..seats).filter(|seat| split.class_of(*seat) == class).count())
            .collect()
    }

    #[test]
    fn every_class_gets_its_share_of_the_seats() {
        for seats in 1..200 {
            for course in 0..4 {
                let split = Split::of(Draws::new(1), Level::High, [0, 0, course], seats);
                let sizes = sizes(&split, seats);
                let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
                assert!(most - least <= 1, "{seats}: {sizes:?}");
                assert!(*most <= 46 && (*least >= 10 || split.classes == 1), "{seats}: {sizes:?}");
            }
        }
    }

    #[test]
    fn a_homeroom_stays_together_and_later_classes_do_not() {
        let classes = |level, course| -> Vec<u64> {
            let split = Split::of(Draws::new(1), level, [0, 0, course], 100);
            (0..100).map(|seat| split.class_of(seat)).collect()
        };
        assert_eq!(classes(Level::Elementary, 0), classes(Level::Elementary, 1));
        assert_ne!(classes(Level::High, 0), classes(Level::High, 1));
    }
}

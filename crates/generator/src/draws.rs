//! Chance without a history: a draw is a function of the seed and of what is drawn for.
//!
//! So any part of a district can be made without the parts before it, and a change in one place moves
//! nothing elsewhere. The numbers are mixed as SplitMix64 does, written out here because a district must
//! not change when a library does. No float takes part: machines disagree about those.

/// What a draw decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Topic {
    Place = 1,
    SchoolSize,
    Culture,
    GivenName,
    FamilyName,
    MixedName,
    NewFamilyName,
    HasPhone,
    AreaCode,
    Phone,
    SharedFamilyName,
    SecondChild,
    Relationship,
    SecondRole,
    AssistsElsewhere,
    RoleDates,
    ClassSize,
    Shuffle,
    ClassSessions,
    CoTeacher,
    Aide,
    Demographics,
    BirthMonth,
    BirthDay,
    BirthPlace,
    Race,
    Sex,
    HasFlag,
    Flag,
    Happens,
    Event,
    TargetSchool,
    TargetSeat,
    ClassMove,
    OtherClass,
    NewClass,
    ClassEvent,
    Fault,
    FaultKind,
}

/// How often something is so, out of a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rate(u64);

impl Rate {
    const WHOLE: u64 = 1_000_000;

    /// Of a hundred.
    pub(crate) const fn percent(percent: u64) -> Self {
        Self(percent * Self::WHOLE / 100)
    }

    /// Of a million.
    pub(crate) const fn per_million(count: u64) -> Self {
        Self(count)
    }

    /// So many hundredths of this rate, and at most always.
    pub(crate) fn hundredths(self, hundredths: u64) -> Self {
        Self((self.0 * hundredths / 100).min(Self::WHOLE))
    }
}

/// Everything that chance decides about one district.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draws {
    seed: u64,
}

impl Draws {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// A number, any of them as likely as any other.
    fn number<const N: usize>(self, topic: Topic, about: [u64; N]) -> u64 {
        about.iter().fold(mix(self.seed ^ mix(topic as u64)), |state, part| mix(state ^ mix(*part)))
    }

    /// A number below `bound`; zero when there is none.
    pub(crate) fn below<const N: usize>(self, topic: Topic, about: [u64; N], bound: u64) -> u64 {
        // The upper half of the product spreads evenly, without a division.
        let product = u128::from(self.number(topic, about)) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// Whether it is one of those times.
    pub(crate) fn happens<const N: usize>(self, topic: Topic, about: [u64; N], rate: Rate) -> bool {
        self.below(topic, about, Rate::WHOLE) < rate.0
    }

    /// One of `list`; nothing in particular of an empty one.
    pub(crate) fn pick<T: Copy + Default, const N: usize>(
        self,
        topic: Topic,
        about: [u64; N],
        list: &[T],
    ) -> T {
        let place = self.below(topic, about, list.len() as u64);
        usize::try_from(place).ok().and_then(|place| list.get(place)).copied().unwrap_or_default()
    }
}

/// One step of SplitMix64 (Steele, Lea and Flood, 2014).
const fn mix(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mixing_is_that_of_the_published_generator() {
        // The first two numbers of SplitMix64 from the state 1234567.
        let state: u64 = 1_234_567;
        assert_eq!(mix(state), 6_457_827_717_110_365_317);
        assert_eq!(mix(state.wrapping_add(0x9e37_79b9_7f4a_7c15)), 3_203_168_211_198_807_973);
    }

    #[test]
    fn rates_come_out_as_asked() {
        let draws = Draws::new(7);
        let count =
            (0..100_000).filter(|number| draws.happens(Topic::Fault, [*number], Rate::percent(3))).count();
        assert!((2_850..3_150).contains(&count), "{count}");
        assert!(!(0..1_000).any(|number| draws.happens(Topic::Fault, [number], Rate::percent(0))));
        assert!((0..1_000).all(|number| draws.happens(Topic::Fault, [number], Rate::percent(100))));
    }

    #[test]
    fn topics_and_parts_are_drawn_apart() {
        let draws = Draws::new(7);
        let numbers = [
            draws.number(Topic::Fault, [1, 2]),
            draws.number(Topic::Fault, [2, 1]),
            draws.number(Topic::Sex, [1, 2]),
            draws.number(Topic::Fault, [1]),
            Draws::new(8).number(Topic::Fault, [1, 2]),
        ];
        let mut distinct = numbers.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), numbers.len());
    }

    #[test]
    fn every_number_below_the_bound_is_drawn() {
        let draws = Draws::new(1);
        let mut seen: Vec<u64> = (0..200).map(|number| draws.below(Topic::Place, [number], 5)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [0, 1, 2, 3, 4]);
        assert_eq!(draws.below(Topic::Place, [1], 0), 0);
        assert_eq!(draws.pick(Topic::Place, [1], &[] as &[&str]), "");
    }
}

//! How large tables are cut.

use std::num::NonZeroU16;

/// How many buckets the keys of large tables are spread over: one for a small tenant, more when a join
/// of two whole tables would not fit in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buckets(NonZeroU16);

impl Buckets {
    /// Everything in one.
    pub const ONE: Self = Self(NonZeroU16::MIN);

    /// `count` buckets.
    #[must_use]
    pub const fn new(count: NonZeroU16) -> Self {
        Self(count)
    }

    /// How many there are.
    #[must_use]
    pub const fn count(self) -> u16 {
        self.0.get()
    }

    /// Every bucket.
    pub fn all(self) -> impl Iterator<Item = u16> {
        0..self.count()
    }

    /// The bucket of `key`: the first eight bytes of its BLAKE3 hash, little-endian, modulo the count.
    /// Stored tables rely on it, so it never changes.
    #[must_use]
    pub fn bucket_of(self, key: &str) -> u16 {
        if self == Self::ONE {
            return 0;
        }
        let hash = blake3::hash(key.as_bytes());
        let (head, _) = hash.as_bytes().split_at(8);
        let hash = head.iter().rev().fold(0_u64, |hash, byte| (hash << 8) | u64::from(*byte));
        u16::try_from(hash % u64::from(self.count())).unwrap_or_default()
    }
}

impl Default for Buckets {
    fn default() -> Self {
        Self::ONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stays_in_its_bucket_from_release_to_release() {
        let eight = Buckets::new(NonZeroU16::new(8).unwrap());
        let buckets: Vec<u16> = ["", "14001", "S-1", "Ärzte"].map(|key| eight.bucket_of(key)).into();
        assert_eq!(buckets, [7, 1, 7, 3]);
    }

    #[test]
    fn keys_spread_evenly() {
        let buckets = Buckets::new(NonZeroU16::new(4).unwrap());
        let mut counts = [0_u32; 4];
        for key in 0..4_000 {
            counts[usize::from(buckets.bucket_of(&key.to_string()))] += 1;
        }
        assert!(counts.iter().all(|count| (900..1_100).contains(count)), "{counts:?}");
    }
}

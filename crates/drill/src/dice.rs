//! Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014).
//!
//! Only whole numbers are used: the rounding of logarithms and the like differs from one
//! machine's library to the next, and a seed must tell the same story everywhere.

/// A source of random numbers that its seed determines.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A source of its own that depends on this one's next number only, so that one part of a
    /// story can draw more without changing the others.
    pub fn fork(&mut self) -> Self {
        Self(self.bits())
    }

    /// A number from 0 to `count` - 1; 0 when `count` is 0. The bias is below `count` in 2^64.
    pub fn below(&mut self, count: u64) -> u64 {
        let wide = u128::from(self.bits()) * u128::from(count);
        // The upper half of a 128-bit product fits.
        (wide >> 64) as u64
    }

    /// A number from `low` to `high`, both inclusive.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).max(0).unsigned_abs();
        low.saturating_add_unsigned(self.below(width + 1))
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several; none of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let place = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(place)
    }

    /// An index, each as often as its weight says; 0 when all weights are 0.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    /// Some of several, each with that chance in a hundred, in their order.
    pub fn some<T: Clone>(&mut self, from: &[T], percent: u64) -> Vec<T> {
        from.iter()
            .filter(|_| self.chance(percent))
            .cloned()
            .collect()
    }

    /// Puts them in a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap_or(0);
            items.swap(last, other);
        }
    }
}

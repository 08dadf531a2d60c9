//! How the invented people behave: stated in tables, so that a planner can quarrel with them.
//!
//! All lengths are seconds. Between two rows of a table the length grows evenly. The tables are
//! assumptions about practised staff, not measurements; a plan that fails by them fails for a
//! reason that its story shows.

use jiff::SignedDuration;

use crate::Dice;

/// In a thousand, up to here the length is at most that: rows in rising order, from 0 to 1,000.
type Table = [(i64, i64)];

/// From the channel's taking a message until the phone shows it.
const ARRIVES: &Table = &[(0, 1), (900, 5), (1_000, 20)];

/// From the phone's sound to the answer, by day.
const ANSWERS_BY_DAY: &Table = &[(0, 5), (500, 40), (800, 100), (950, 240), (1_000, 600)];

/// The same of people who sleep.
const ANSWERS_BY_NIGHT: &Table = &[(0, 20), (500, 110), (800, 240), (950, 480), (1_000, 1_200)];

/// Work, in thousandths of the time that the plan allows: people work to their limit.
const WORK: &Table = &[
    (0, 150),
    (500, 450),
    (800, 650),
    (930, 800),
    (980, 1_000),
    (1_000, 1_600),
];

/// Work without a limit.
const WORK_UNLIMITED: &Table = &[(0, 120), (500, 900), (1_000, 3_600)];

/// One call from the call list, ringing included.
const CALL: &Table = &[(0, 20), (500, 45), (1_000, 90)];

/// From a red line on the board until somebody whom the desk sent is there.
const SENT_THERE: &Table = &[(0, 300), (500, 600), (1_000, 1_200)];

/// From the incident's report until a fact that nobody knew then is known.
const LEARNS: &Table = &[(0, 60), (500, 300), (1_000, 900)];

/// From the last thing done until the end is proposed.
const PROPOSES: &Table = &[(0, 60), (500, 180), (1_000, 600)];

/// In a hundred people, how many do not hear their phone all through, by day and by night.
const SILENT_BY_DAY: u64 = 4;
const SILENT_BY_NIGHT: u64 = 10;

/// In a hundred answers, how many are "cannot".
const CANNOT: u64 = 3;

/// In a hundred messages, how many no channel delivers; the duty officer rings then.
const UNDELIVERED: u64 = 2;

/// In a hundred calls to somebody who does not hear the phone, how many reach him all the same.
const REACHED_ALL_THE_SAME: u64 = 30;

/// The people of one run.
#[derive(Debug)]
pub(super) struct People<'a> {
    dice: &'a mut Dice,
    by_night: bool,
}

impl<'a> People<'a> {
    pub fn new(dice: &'a mut Dice, by_night: bool) -> Self {
        Self { dice, by_night }
    }

    pub fn is_silent(&mut self) -> bool {
        let share = if self.by_night {
            SILENT_BY_NIGHT
        } else {
            SILENT_BY_DAY
        };
        self.dice.chance(share)
    }

    pub fn cannot(&mut self) -> bool {
        self.dice.chance(CANNOT)
    }

    pub fn is_undelivered(&mut self) -> bool {
        self.dice.chance(UNDELIVERED)
    }

    pub fn is_reached_all_the_same(&mut self) -> bool {
        self.dice.chance(REACHED_ALL_THE_SAME)
    }

    pub fn arrives(&mut self) -> SignedDuration {
        self.draw(ARRIVES)
    }

    pub fn answers(&mut self) -> SignedDuration {
        self.draw(if self.by_night {
            ANSWERS_BY_NIGHT
        } else {
            ANSWERS_BY_DAY
        })
    }

    /// Work on something that may take so long.
    pub fn works(&mut self, limit: Option<SignedDuration>) -> SignedDuration {
        match limit {
            None => self.draw(WORK_UNLIMITED),
            Some(limit) => {
                let share = self.draw(WORK).as_secs();
                SignedDuration::from_secs((limit.as_secs().saturating_mul(share) / 1_000).max(1))
            }
        }
    }

    pub fn calls(&mut self) -> SignedDuration {
        self.draw(CALL)
    }

    pub fn sent_there(&mut self) -> SignedDuration {
        self.draw(SENT_THERE)
    }

    pub fn learns(&mut self) -> SignedDuration {
        self.draw(LEARNS)
    }

    pub fn proposes(&mut self) -> SignedDuration {
        self.draw(PROPOSES)
    }

    fn draw(&mut self, table: &Table) -> SignedDuration {
        SignedDuration::from_secs(at_share(table, self.dice.between(0, 1_000)))
    }
}

/// The length that so many in a thousand do not exceed.
fn at_share(table: &Table, share: i64) -> i64 {
    let mut before = (0, table.first().map_or(0, |(_, length)| *length));
    for (upto, length) in table {
        if share <= *upto {
            let (from, least) = before;
            let width = (upto - from).max(1);
            return least + (length - least) * (share - from) / width;
        }
        before = (*upto, *length);
    }
    before.1
}

//! Points in time: publication times in UTC, dates in Viet Nam.

use jiff::civil::Date;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

const MICROS_PER_DAY: i64 = 86_400_000_000;
const VIETNAM_OFFSET: i64 = 7 * 3_600_000_000;

/// The calendar date in Viet Nam (UTC+7, no daylight saving) at a point in time.
pub fn date_in_vietnam(timestamp: Timestamp) -> Date {
    let days = (timestamp.0 + VIETNAM_OFFSET).div_euclid(MICROS_PER_DAY);
    let days = i32::try_from(days).unwrap_or(0);
    Date::constant(1970, 1, 1).saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 2_900_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evening_in_utc_is_the_next_day_in_vietnam() {
        let eighteen_utc = Timestamp(18 * 3_600_000_000);
        assert_eq!(date_in_vietnam(eighteen_utc), Date::constant(1970, 1, 2));
        assert_eq!(date_in_vietnam(Timestamp(0)), Date::constant(1970, 1, 1));
    }
}

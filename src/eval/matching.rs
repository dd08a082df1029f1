//! Which row of a run is which row of a reader.

use super::Extent;

/// Least overlap of two rows that are the same.
const LEAST: f64 = 0.5;

/// Overlap over union.
pub(super) fn overlap(one: Extent, other: Extent) -> f64 {
    let inside = one.end.min(other.end) - one.start.max(other.start);
    if inside <= 0 {
        return 0.0;
    }
    inside as f64 / (one.end.max(other.end) - one.start.min(other.start)) as f64
}

/// Pairs of places whose extents overlap by at least half of their union, one to one, largest overlap first; of equal ones
/// the first.
pub(crate) fn pairs(ones: &[Extent], others: &[Extent]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, one) in ones.iter().enumerate() {
        for (j, other) in others.iter().enumerate() {
            let overlap = overlap(*one, *other);
            if overlap >= LEAST {
                candidates.push((overlap, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut used_others) = (vec![false; ones.len()], vec![false; others.len()]);
    candidates.retain(|&(_, i, j)| {
        let is_free = !used[i] && !used_others[j];
        if is_free {
            (used[i], used_others[j]) = (true, true);
        }
        is_free
    });
    candidates.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// Whether a row stands where one of others stands.
pub(super) fn is_among(extent: Extent, others: &[Extent]) -> bool {
    others.iter().any(|other| overlap(extent, *other) >= LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(start: i64, end: i64) -> Extent {
        Extent { start, end }
    }

    #[test]
    fn the_largest_overlap_wins_and_none_is_used_twice() {
        let ones = [extent(0, 10), extent(12, 20)];
        let others = [extent(0, 8), extent(0, 10), extent(15, 40)];
        assert_eq!(pairs(&ones, &others), [(0, 1)]);
        assert_eq!(pairs(&ones, &[extent(14, 20), extent(5, 10)]), [(1, 0), (0, 1)]);
        assert!(is_among(extent(0, 5), &ones) && !is_among(extent(9, 13), &ones));
    }
}

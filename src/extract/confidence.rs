//! How far a rule can be trusted: its precision, measured on annotated documents.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Rule, rows that were right, rows that it gave.
const MEASURED: &str = include_str!("data/confidence.tsv");

/// Precision of a rule, between 0 and 1: `(correct + 1) / (predicted + 2)`, so that few observations say little; 0.5 for a
/// rule that has not been measured.
pub fn confidence(rule: &str) -> f32 {
    static BY_RULE: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| parse(MEASURED));
    BY_RULE.get(rule).copied().unwrap_or(0.5)
}

/// The measurements: a part of the program, of which a damaged line is a defect.
fn parse(measured: &str) -> HashMap<&str, f32> {
    let rows = measured.lines().skip(1).map(|line| {
        let row: Option<_> = (|| {
            let mut cells = line.split('\t');
            let (rule, correct, predicted) = (cells.next()?, cells.next()?, cells.next()?);
            Some((rule, correct.parse::<u32>().ok()?, predicted.parse::<u32>().ok()?))
        })();
        row.unwrap_or_else(|| panic!("confidence.tsv: not a rule and two counts: {line:?}"))
    });
    rows.map(|(rule, correct, predicted)| (rule, (correct as f32 + 1.0) / (predicted as f32 + 2.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_observations_say_little() {
        let rules = parse("rule\tcorrect\tpredicted\na\t1\t1\nb\t98\t98\nc\t0\t0\n");
        assert!((rules["a"] - 2.0 / 3.0).abs() < 1e-6);
        assert!((rules["b"] - 0.99).abs() < 1e-6);
        assert!((rules["c"] - 0.5).abs() < 1e-6);
        assert!((confidence("no such rule") - 0.5).abs() < 1e-6);
        parse(MEASURED);
    }
}

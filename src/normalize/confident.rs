//! Leaves out rows whose rule is less sure than was asked for.

use crate::extract::confidence;
use crate::model::{Records, Statement};

/// Keeps the rows with at least this confidence (0 to 1). A paragraph that goes on with a statement that is left out is left out
/// too; other rows lose the reference.
pub fn keep(records: &mut Records, least: f32) {
    if least <= 0.0 {
        return;
    }
    let statements = statements(&mut records.statements, least);
    let laws = numbered(records.laws.iter().map(|law| confidence(law.mention.rule) >= least));
    retain(&mut records.laws, &laws);
    for law in &mut records.laws {
        law.statement = law.statement.and_then(|old| statements[old as usize]);
    }
    records.initiatives.retain(|initiative| confidence(initiative.mention.rule) >= least);
    for initiative in &mut records.initiatives {
        initiative.statement = initiative.statement.and_then(|old| statements[old as usize]);
        initiative.law = initiative.law.and_then(|old| laws[old as usize]);
    }
}

/// The new number of each statement, none for those left out.
fn statements(rows: &mut Vec<Statement>, least: f32) -> Vec<Option<u32>> {
    let sure: Vec<bool> = rows.iter().map(|row| confidence(row.mention.rule) >= least).collect();
    // What a paragraph goes on with stands before or after it, and may itself go on with another.
    let stays = |mut at: usize| {
        (0..rows.len()).find_map(|_| match rows[at].mention.continues {
            _ if !sure[at] => Some(false),
            Some(next) if next as usize != at => {
                at = next as usize;
                None
            }
            _ => Some(true),
        })
    };
    let numbers = numbered((0..rows.len()).map(|at| stays(at).unwrap_or(false)));
    retain(rows, &numbers);
    for row in rows {
        let new = |old: Option<u32>| old.and_then(|old| numbers[old as usize]);
        row.mention.continues = new(row.mention.continues);
        row.mention.same_speaker_as = new(row.mention.same_speaker_as);
    }
    numbers
}

/// Counts those that stay.
fn numbered(stays: impl Iterator<Item = bool>) -> Vec<Option<u32>> {
    let mut next = 0;
    let number = |stays: bool| {
        next += u32::from(stays);
        stays.then(|| next - 1)
    };
    stays.map(number).collect()
}

fn retain<T>(rows: &mut Vec<T>, numbers: &[Option<u32>]) {
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        numbers[at - 1].is_some()
    });
}

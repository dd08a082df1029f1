//! Runs to lines in the order in which they are read: columns one after the other, in each from top to bottom.
//!
//! A page is cut into strips where nothing stands between one line and the next. Strips that follow one another and leave the
//! same gap free from top to bottom are columns; each side is looked at once more in the same way.

use super::page::{Run, WORD_GAP};

/// A line of a column, or the cell of a table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    /// Whether something else stands on the same height of the same column, as in tables: such a line goes on nowhere.
    pub is_cell: bool,
}

/// Lines of one column.
pub(super) type Block = Vec<Line>;

/// How far letters reach above and under the line that they stand on, in shares of their size.
const ABOVE: f64 = 0.7;
const BELOW: f64 = 0.2;
/// Gaps between columns, and between the cells of a row.
const COLUMN_GAP: f64 = 1.4;
const CELL_GAP: f64 = 2.0;
/// Characters that the lines of a column have at least, on the average, and how many lines.
const COLUMN_CHARS: usize = 10;
const COLUMN_LINES: usize = 3;
/// How often columns are looked for in columns.
const MAX_DEPTH: usize = 4;

/// The blocks of a page in reading order.
pub(super) fn blocks(mut runs: Vec<Run>) -> Vec<Block> {
    runs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut out = Vec::new();
    in_order(runs, MAX_DEPTH, &mut out);
    out
}

/// Adds the blocks of runs that are sorted from top to bottom.
fn in_order(runs: Vec<Run>, depth: usize, out: &mut Vec<Block>) {
    let mut plain: Block = Vec::new();
    for group in groups(strips(runs)) {
        match group.columns().filter(|_| depth > 0) {
            Some((left, right)) => {
                if !plain.is_empty() {
                    out.push(std::mem::take(&mut plain));
                }
                in_order(left, depth - 1, out);
                in_order(right, depth - 1, out);
            }
            None => group.strips.into_iter().for_each(|strip| lines(strip, &mut plain)),
        }
    }
    if !plain.is_empty() {
        out.push(plain);
    }
}

/// Parts runs where a line is free from the left to the right.
fn strips(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut strips: Vec<Vec<Run>> = Vec::new();
    let mut bottom = f64::NEG_INFINITY;
    for run in runs {
        if run.base - ABOVE * run.size >= bottom || strips.is_empty() {
            strips.push(Vec::new());
        }
        bottom = bottom.max(run.base + BELOW * run.size);
        if let Some(strip) = strips.last_mut() {
            strip.push(run);
        }
    }
    strips
}

/// What is free between left and right.
type Gap = (f64, f64);

/// Strips that follow one another and have gaps in common, or have none.
struct Group {
    strips: Vec<Vec<Run>>,
    /// Gaps in all strips, with those beside them.
    gaps: Vec<Gap>,
    left: f64,
    right: f64,
}

impl Group {
    fn of(strip: Vec<Run>) -> Self {
        let mut spans: Vec<(f64, f64)> = strip.iter().map(|run| (run.left, run.right)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let size = strip.iter().map(|run| run.size).fold(0.0, f64::max);
        let (mut gaps, mut end) = (Vec::new(), f64::NEG_INFINITY);
        for &(left, right) in &spans {
            if left - end >= COLUMN_GAP * size {
                gaps.push((end, left));
            }
            end = end.max(right);
        }
        gaps.push((end, f64::INFINITY));
        let left = spans.first().map_or(0.0, |span| span.0);
        Self { strips: vec![strip], gaps, left, right: end }
    }

    /// The gaps with something on both sides.
    fn inner(&self) -> impl Iterator<Item = Gap> {
        self.gaps.iter().copied().filter(|&(begin, end)| begin >= self.left && end <= self.right)
    }

    /// Both, with the gaps that both have.
    fn common(&self, other: &Self) -> Vec<Gap> {
        let (mut ours, mut theirs) = (self.gaps.iter().peekable(), other.gaps.iter().peekable());
        let narrowest = COLUMN_GAP * other.size().max(1.0);
        let mut gaps = Vec::new();
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            let (begin, end) = (a.0.max(b.0), a.1.min(b.1));
            if end - begin >= narrowest {
                gaps.push((begin, end));
            }
            if a.1 < b.1 {
                ours.next()
            } else {
                theirs.next()
            };
        }
        gaps
    }

    fn size(&self) -> f64 {
        self.strips.last().and_then(|strip| strip.first()).map_or(0.0, |run| run.size)
    }

    /// What stands left and right of the widest gap, if both are columns of text.
    fn columns(&self) -> Option<(Vec<Run>, Vec<Run>)> {
        let (begin, end) = self.inner().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        let middle = f64::midpoint(begin, end);
        let side = |is_left: bool| {
            self.strips.iter().flatten().filter(move |run| (run.left < middle) == is_left).cloned().collect::<Vec<_>>()
        };
        let (left, right) = (side(true), side(false));
        (is_column(&left) && is_column(&right)).then_some((left, right))
    }
}

fn is_column(runs: &[Run]) -> bool {
    let lines = 1 + runs.windows(2).filter(|pair| pair[1].base - pair[0].base > 0.5 * pair[0].size).count();
    let chars: usize = runs.iter().map(|run| run.text.chars().count()).sum();
    lines >= COLUMN_LINES && chars >= lines * COLUMN_CHARS
}

fn groups(strips: Vec<Vec<Run>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for strip in strips {
        let next = Group::of(strip);
        let Some(last) = groups.last_mut() else {
            groups.push(next);
            continue;
        };
        let (left, right) = (last.left.min(next.left), last.right.max(next.right));
        let gaps = last.common(&next);
        let goes_on = gaps.iter().any(|&(begin, end)| begin >= left && end <= right);
        if goes_on || last.inner().next().is_none() && next.inner().next().is_none() {
            last.strips.extend(next.strips);
            (last.gaps, last.left, last.right) = (gaps, left, right);
        } else {
            groups.push(next);
        }
    }
    groups
}

/// Adds the lines of a strip.
fn lines(strip: Vec<Run>, out: &mut Block) {
    let mut row: Vec<Run> = Vec::new();
    for run in strip {
        let is_same = row.last().is_none_or(|last| run.base - last.base <= 0.4 * run.size.max(last.size));
        if !is_same {
            cells(std::mem::take(&mut row), out);
        }
        row.push(run);
    }
    cells(row, out);
}

/// Adds the line of runs on one height; or several, where they lie far apart.
fn cells(mut row: Vec<Run>, out: &mut Block) {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let begin = out.len();
    for run in row {
        let is_first = out.len() == begin;
        let Some(line) = out.last_mut().filter(|_| !is_first) else {
            out.push(Line::of(run));
            continue;
        };
        let size = run.size.max(line.size);
        // Some writers make letters bold by writing them twice.
        if run.left < line.right - 0.5 * (run.right - run.left) && line.text.ends_with(&run.text) {
            continue;
        }
        if run.left - line.right > CELL_GAP * size {
            out.push(Line::of(run));
        } else {
            line.add(&run);
        }
    }
    let is_cell = out.len() > begin + 1;
    for line in &mut out[begin..] {
        line.is_cell = is_cell;
        line.text.truncate(line.text.trim_end().len());
    }
}

impl Line {
    fn of(run: Run) -> Self {
        let Run { text, left, right, base, size } = run;
        Self { text, left, right, base, size, is_cell: false }
    }

    /// Adds what stands to the right on the same line.
    fn add(&mut self, run: &Run) {
        if run.left - self.right > WORD_GAP * run.size.max(self.size) && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        // The longer part says how large the letters are and where the line is: marks of notes are small and stand high.
        if run.text.len() > self.text.len() {
            (self.size, self.base) = (run.size, run.base);
        }
        self.text.push_str(&run.text);
        self.right = self.right.max(run.right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, left: f64, base: f64) -> Run {
        Run { text: text.to_owned(), left, right: left + 5.0 * text.chars().count() as f64, base, size: 10.0 }
    }

    fn texts(runs: Vec<Run>) -> Vec<Vec<String>> {
        blocks(runs).into_iter().map(|block| block.into_iter().map(|line| line.text).collect()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut runs = vec![run("Một dòng tiêu đề chạy hết bề ngang của trang giấy", 0.0, 0.0)];
        for line in 0..4 {
            // The baselines of columns need not agree.
            runs.push(run(&format!("cột trái dòng thứ {line}"), 0.0, 20.0 + 12.0 * f64::from(line)));
            runs.push(run(&format!("cột phải dòng thứ {line}"), 150.0, 23.0 + 12.0 * f64::from(line)));
        }
        let seen = texts(runs).concat();
        assert!(seen[0].starts_with("Một") && seen[1..5].iter().all(|line| line.contains("trái")), "{seen:?}");
        assert!(seen[5..].iter().all(|line| line.contains("phải")) && seen.len() == 9);
    }

    #[test]
    fn rows_of_a_table_stay_together_and_cells_apart() {
        let row = |base| vec![run("Tỉnh", 0.0, base), run("120", 100.0, base), run("15%", 200.0, base)];
        let seen = blocks([row(0.0), row(12.0)].concat());
        let texts: Vec<&str> = seen[0].iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Tỉnh", "120", "15%", "Tỉnh", "120", "15%"]);
        assert!(seen[0].iter().all(|line| line.is_cell));
    }

    #[test]
    fn one_line_from_several_runs() {
        let mut runs = vec![run("Luật số", 0.0, 50.0), run("12", 38.0, 50.0), run("(1)", 49.0, 47.0)];
        runs.push(run("12", 38.3, 50.0));
        assert_eq!(texts(runs), [["Luật số 12(1)"]]);
    }
}

//! What README.md shows of the sample is what the sample's result holds.

use std::path::Path;

use trichdan::export::Table;

use crate::tables::rows;

/// Lines of the excerpt of a table, cells trimmed: the header, then rows.
fn excerpt(readme: &str, table: Table) -> Vec<Vec<&str>> {
    let title = format!("`{}`\n\n", table.name());
    let (_, rest) = readme.split_once(&title).unwrap_or_else(|| panic!("no excerpt of {}", table.name()));
    let lines = rest.lines().take_while(|line| line.starts_with('|')).filter(|line| !line.starts_with("| ---"));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// Whether a cell is shown whole, or as `its begin … its end`.
fn shows(shown: &str, cell: &str) -> bool {
    match shown.split_once('…') {
        Some((begin, end)) => cell.starts_with(begin.trim()) && cell.ends_with(end.trim()),
        None => shown == cell,
    }
}

#[test]
fn excerpts_are_of_the_sample() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    for table in [Table::Statements, Table::Laws, Table::Initiatives] {
        let kept = rows(Path::new("output/sample"), table);
        let excerpt = excerpt(&readme, table);
        let (header, shown) = excerpt.split_first().expect("a header");
        assert!(shown.len() >= 3, "{} rows of {}", shown.len(), table.name());
        for cells in shown {
            let fits = kept.iter().any(|row| header.iter().zip(cells).all(|(name, shown)| shows(shown, &row[*name])));
            assert!(fits, "README.md shows what is no row of output/sample/{}.csv: {cells:?}", table.name());
        }
    }
}

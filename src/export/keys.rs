//! Which column is the id of a table, and which columns lead to rows of other tables.

use super::schema::Table;

/// A column whose values, where it has one, are ids of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The column.
    pub column: &'static str,
    /// The table whose id it holds.
    pub table: Table,
}

impl Table {
    /// The column with the row's id; none for `rejects`.
    pub fn primary_key(self) -> Option<&'static str> {
        match self {
            Self::Documents => Some("doc_id"),
            Self::Statements => Some("statement_id"),
            Self::Laws => Some("law_mention_id"),
            Self::Initiatives => Some("initiative_id"),
            Self::Rejects => None,
            Self::Speakers => Some("speaker_id"),
            Self::LawIndex => Some("law_id"),
            Self::Organizations => Some("org_id"),
        }
    }

    /// The column that the rows are sorted by (bytes, ascending), by its number; none where they stand in the order of the
    /// input.
    pub fn sorted_by(self) -> Option<i32> {
        matches!(self, Self::Speakers | Self::LawIndex | Self::Organizations).then_some(0)
    }

    /// The columns that lead to rows of other tables or of this one.
    pub fn foreign_keys(self) -> Vec<ForeignKey> {
        let key = |column, table| ForeignKey { column, table };
        match self {
            Self::Documents => vec![key("duplicate_of", Self::Documents)],
            Self::Statements => vec![
                key("doc_id", Self::Documents),
                key("speaker_id", Self::Speakers),
                key("speaker_org_id", Self::Organizations),
                key("continues", Self::Statements),
            ],
            Self::Laws => vec![
                key("doc_id", Self::Documents),
                key("statement_id", Self::Statements),
                key("law_id", Self::LawIndex),
            ],
            Self::Initiatives => vec![
                key("doc_id", Self::Documents),
                key("statement_id", Self::Statements),
                key("law_mention_id", Self::Laws),
            ],
            Self::Speakers => vec![key("org_id", Self::Organizations)],
            Self::Rejects | Self::LawIndex | Self::Organizations => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_columns() {
        for table in Table::ALL {
            let find = |name: &str| table.schema().columns.iter().find(|column| column.name == name);
            if let Some(name) = table.primary_key() {
                assert!(find(name).is_some_and(|column| !column.nullable), "{}.{name}", table.name());
                assert!(table.sorted_by().is_none() || table.schema().columns[0].name == name);
            }
            for key in table.foreign_keys() {
                assert!(find(key.column).is_some() && key.table.primary_key().is_some(), "{key:?}");
            }
        }
    }
}

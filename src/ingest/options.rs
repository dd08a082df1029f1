//! What can be set about reading.

/// Settings of the reading stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Which fields of a JSON Lines record or of a table's row become which columns.
    pub fields: FieldNames,
    /// What stands between the columns of CSV; none to find it out from the header.
    pub csv_delimiter: Option<u8>,
    /// Largest document in bytes: of its text, of a file that holds one document, of a line of JSON Lines. At most 4 GiB - 1
    /// (offsets into a document are 32-bit); larger values mean that.
    pub max_document_bytes: usize,
    /// Most bytes that a packed file may unpack to.
    pub max_unpacked_bytes: u64,
    /// How many times its size a packed file may unpack to; at least 1. Not looked at in the first 16 MiB.
    pub max_unpack_ratio: u64,
    /// Most members of an archive that are looked at.
    pub max_members: u64,
    /// How deep elements of a web page may be nested.
    pub max_nesting: usize,
    /// Most work that finding things in one document may cost, in steps of [`Work`](crate::model::Work).
    pub max_document_work: u64,
    /// About how many (unpacked) bytes go into one chunk, the unit of parallel work.
    pub chunk_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            fields: FieldNames::default(),
            csv_delimiter: None,
            max_document_bytes: 16 << 20,
            max_unpacked_bytes: 1 << 40,
            max_unpack_ratio: 200,
            max_members: 10_000_000,
            max_nesting: 1000,
            max_document_work: 400_000_000,
            chunk_bytes: 1 << 20,
        }
    }
}

impl ReadOptions {
    /// The limit on one document, in bytes.
    pub(super) fn document_limit(&self) -> usize {
        self.max_document_bytes.min(u32::MAX as usize)
    }
}

/// Names of top-level JSON fields, or of columns of a table, for each of our columns, tried in order: the first that is there and not empty is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNames {
    /// Identity of the document: a string or an integer.
    pub id: Vec<String>,
    /// The article.
    pub text: Vec<String>,
    /// Headline.
    pub title: Vec<String>,
    /// Address.
    pub url: Vec<String>,
    /// Publication time.
    pub published_at: Vec<String>,
    /// Who wrote it: a string or a list of strings.
    pub author: Vec<String>,
    /// Newspaper, site or agency.
    pub outlet: Vec<String>,
    /// Section of the outlet.
    pub section: Vec<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            id: list(&["id"]),
            text: list(&["text", "content", "body"]),
            title: list(&["title"]),
            url: list(&["url", "link"]),
            published_at: list(&["published_at", "published", "date"]),
            author: list(&["author"]),
            outlet: list(&["outlet", "source"]),
            section: list(&["section", "category"]),
        }
    }
}

//! Stand-in with the signatures of the reader that is written elsewhere; replaced when the branches meet.

use std::path::PathBuf;

use crate::model::{Document, Reject, RejectCode, Stage};

/// An input that was found.
#[derive(Clone, Debug)]
pub struct Source {
    /// None for standard input.
    pub path: Option<PathBuf>,
    /// As it appears in the tables.
    pub uri: String,
    /// Bytes as stored.
    pub size: u64,
}

/// An input that cannot be found.
#[derive(Debug, thiserror::Error)]
#[error("{input}: {message}")]
pub struct DiscoverError {
    input: String,
    message: String,
}

/// Names of a record's fields, tried in order.
#[derive(Clone, Debug)]
pub struct FieldNames {
    /// Id.
    pub id: Vec<String>,
    /// Text.
    pub text: Vec<String>,
    /// Title.
    pub title: Vec<String>,
    /// Address.
    pub url: Vec<String>,
    /// Publication time.
    pub published_at: Vec<String>,
    /// Author.
    pub author: Vec<String>,
    /// Outlet.
    pub outlet: Vec<String>,
    /// Section.
    pub section: Vec<String>,
}

/// How to read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Names of fields.
    pub fields: FieldNames,
    /// Largest document, in bytes.
    pub max_document_bytes: usize,
    /// Size of a chunk, in bytes.
    pub chunk_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        let names = |list: &str| list.split(' ').map(str::to_owned).collect();
        Self {
            fields: FieldNames {
                id: names("id doc_id"),
                text: names("text content body"),
                title: names("title"),
                url: names("url link"),
                published_at: names("published_at published date"),
                author: names("author"),
                outlet: names("outlet source"),
                section: names("section category"),
            },
            max_document_bytes: 16 << 20,
            chunk_bytes: 1 << 20,
        }
    }
}

/// A piece of the input.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Stored bytes that it stands for.
    pub input_bytes: u64,
    records: Vec<(String, String, bool)>,
}

/// Finds the inputs.
pub fn discover(inputs: &[String]) -> Result<Vec<Source>, DiscoverError> {
    let mut sources = Vec::new();
    for input in inputs {
        let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(input)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .collect();
        if paths.is_empty() {
            paths = glob::glob(input).into_iter().flatten().filter_map(Result::ok).collect();
        }
        if paths.is_empty() {
            return Err(DiscoverError { input: input.clone(), message: "nothing matches".into() });
        }
        paths.sort();
        sources.extend(paths.into_iter().map(|path| Source {
            uri: path.to_string_lossy().into_owned(),
            size: path.metadata().map_or(0, |m| m.len()),
            path: Some(path),
        }));
    }
    Ok(sources)
}

/// The chunks of the sources in order.
#[derive(Debug)]
pub struct Chunks {
    chunks: std::vec::IntoIter<Chunk>,
}

impl Chunks {
    /// Reads the sources.
    pub fn new(sources: Vec<Source>, options: &ReadOptions) -> Self {
        let mut chunks = vec![];
        let mut chunk = Chunk::default();
        let mut held = 0;
        for source in &sources {
            chunk.input_bytes += source.size;
            let bytes = std::fs::read(source.path.as_ref().unwrap()).unwrap();
            let bytes = if source.uri.ends_with(".zst") { zstd::decode_all(&bytes[..]).unwrap() } else { bytes };
            let text = String::from_utf8_lossy(&bytes);
            let json = source.uri.contains(".jsonl");
            let records: Vec<_> = if json { text.lines().collect() } else { vec![&*text] };
            for (n, record) in records.iter().enumerate() {
                let uri = if json { format!("{}#{}", source.uri, n + 1) } else { source.uri.clone() };
                held += record.len();
                chunk.records.push((uri, (*record).to_owned(), json));
                if held >= options.chunk_bytes {
                    chunks.push(std::mem::take(&mut chunk));
                    held = 0;
                }
            }
        }
        chunks.push(chunk);
        Self { chunks: chunks.into_iter() }
    }
}

impl Iterator for Chunks {
    type Item = Chunk;
    fn next(&mut self) -> Option<Chunk> {
        self.chunks.next()
    }
}

/// Reads the documents of a chunk.
pub fn read_chunk(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Result<Document, Reject>)) {
    for (uri, record, json) in &chunk.records {
        sink(read(uri, record, *json, options));
    }
}

fn read(uri: &str, record: &str, json: bool, options: &ReadOptions) -> Result<Document, Reject> {
    let reject = |code, message: &str| Reject {
        source_uri: uri.to_owned(),
        stage: Stage::Ingest,
        code,
        message: message.to_owned(),
        offset: None,
    };
    let value: serde_json::Value = if json {
        serde_json::from_str(record).map_err(|e| reject(RejectCode::BadJson, &e.to_string()))?
    } else {
        record.into()
    };
    let get = |names: &[String]| names.iter().find_map(|name| value.get(name)?.as_str().map(str::to_owned));
    let text = if json { get(&options.fields.text) } else { Some(record.to_owned()) };
    let text = text.ok_or_else(|| reject(RejectCode::MissingText, "no text"))?;
    if text.trim().is_empty() {
        return Err(reject(RejectCode::Empty, "no text is left"));
    }
    let content_hash = xxhash_rust::xxh3::xxh3_128(text.as_bytes());
    Ok(Document {
        doc_id: get(&options.fields.id).unwrap_or_else(|| format!("{content_hash:032x}")),
        source_uri: uri.to_owned(),
        title: get(&options.fields.title),
        published_at: get(&options.fields.published_at)
            .and_then(|s| s.get(..10)?.parse::<jiff::civil::Date>().ok())
            .map(|d| {
                crate::model::Timestamp(
                    i64::from((d - jiff::civil::Date::constant(1970, 1, 1)).get_days()) * 86_400_000_000,
                )
            }),
        text,
        content_hash,
        ..Document::default()
    })
}

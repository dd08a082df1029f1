//! Writes shards while a run goes on.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::basis::Basis;
use super::encode::Encoded;
use super::layout::{self, Footer, PartFacts, push_key};
use super::{Store, UNFINISHED, file_name};
use crate::export::ExportError;
use crate::export::folder::{Disk, Folder, OnDisk};

/// Takes the parts of a run in the order of the input.
#[derive(Debug)]
pub struct ShardWriter {
    disk: Disk,
    folder: PathBuf,
    basis: Basis,
    shard_bytes: u64,
    /// Number of the next shard.
    number: u32,
    /// Parts in the shards that are whole.
    parts: u64,
    open: Option<Open>,
}

/// A shard on the way.
#[derive(Debug)]
struct Open {
    file: OnDisk,
    /// Bytes of input that it stands for.
    input_bytes: u64,
    /// Bytes written.
    bytes: u64,
    parts: Vec<PartFacts>,
    keys: Vec<u8>,
}

impl ShardWriter {
    /// Goes on after the shards that are there already. A shard ends with the part that completes `shard_bytes` of input.
    pub fn begin(folder: &Folder, basis: Basis, shard_bytes: u64, before: Option<&Store>) -> Self {
        Self {
            disk: folder.disk().clone(),
            folder: folder.work(),
            basis,
            shard_bytes,
            number: before.map_or(0, Store::shards) as u32,
            parts: before.map_or(0, Store::parts) as u64,
            open: None,
        }
    }

    /// Adds a part, which stands for so many bytes of input.
    pub fn append(&mut self, part: &Encoded, input_bytes: u64) -> Result<(), ExportError> {
        let path = self.folder.join(UNFINISHED);
        let open = match &mut self.open {
            Some(open) => open,
            None => self.open.insert(Open::begin(&self.disk, &self.folder, &path)?),
        };
        open.parts.push(PartFacts::new(part, open.bytes));
        part.records.iter().for_each(|record| push_key(record, &mut open.keys));
        open.bytes += part.bytes.len() as u64;
        open.input_bytes += input_bytes;
        open.file.write_all(&part.bytes).map_err(ExportError::io(&path, "write the file"))?;
        if open.input_bytes >= self.shard_bytes { self.close() } else { Ok(()) }
    }

    /// Ends the last shard.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.close()
    }

    /// Brings the shard on the way to the disk and gives it its name.
    fn close(&mut self) -> Result<(), ExportError> {
        let Some(Open { mut file, parts, keys, bytes, .. }) = self.open.take() else { return Ok(()) };
        let count = parts.len() as u64;
        let footer = Footer { basis: self.basis.clone(), first_part: self.parts, parts, keys: bytes };
        let (from, to) = (self.folder.join(UNFINISHED), self.folder.join(file_name(self.number)));
        file.write_all(&layout::end(keys, &footer)).map_err(ExportError::io(&from, "write the file"))?;
        file.sync().map_err(ExportError::io(&from, "write the file"))?;
        self.disk.rename(&from, &to).map_err(ExportError::io(&to, "rename the file"))?;
        self.disk.sync_folder(&self.folder).map_err(ExportError::io(&self.folder, "sync the folder"))?;
        self.number += 1;
        self.parts += count;
        Ok(())
    }
}

impl Open {
    fn begin(disk: &Disk, folder: &Path, path: &Path) -> Result<Self, ExportError> {
        disk.make_folders(folder).map_err(ExportError::io(folder, "create the folder"))?;
        let file = OnDisk::create(disk, path).map_err(ExportError::io(path, "create the file"))?;
        Ok(Self { file, input_bytes: 0, bytes: 0, parts: Vec::new(), keys: Vec::new() })
    }
}

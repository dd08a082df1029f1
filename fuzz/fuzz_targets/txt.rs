//! Plain text in any encoding.
#![no_main]

use trichdan::ingest::Format;
use trichdan_fuzz::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| assert_eq!(read(Some(Format::Text), bytes).len(), 1));

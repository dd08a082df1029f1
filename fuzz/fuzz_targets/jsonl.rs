//! JSON Lines: no line is lost.
#![no_main]

use trichdan::ingest::Format;
use trichdan_fuzz::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let records = read(Some(Format::JsonLines), bytes).len();
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.contains(&0);
    let lines = bytes.split(|&byte| byte == b'\n').count();
    assert!(utf16 || records <= lines, "{records} records of {lines} lines");
});

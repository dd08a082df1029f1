//! Streams whose format and compression the first bytes tell.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(trichdan_fuzz::read(None, bytes)));

//! What is said on standard error.

use std::io::Write;

use super::paint::printable;

/// Says something; where nobody listens any more (a closed pipe), the work goes on. File names may hold anything and are made
/// harmless.
pub(super) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", printable(text.trim_end()));
}

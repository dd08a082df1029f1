//! Disks that are full: the run says so, and nothing half written is left.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Enough text that its tables do not fit into a few kilobytes.
fn write_input(home: &Path) {
    let mut lines = String::new();
    for n in 0..2000_u64 {
        let noise = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let _ = writeln!(lines, "{}", serde_json::json!({ "id": n, "text": format!("Ông An nói: “Số {noise:x}.”") }));
    }
    std::fs::write(home.join("news.jsonl"), lines).unwrap();
}

fn is_empty(home: &Path, folder: &str) -> bool {
    std::fs::read_dir(home.join(folder)).is_ok_and(|mut entries| entries.next().is_none())
}

/// A limit on the size of files makes writing fail as a full disk does, on any system.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_nothing_half_written() {
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    std::fs::create_dir(home.path().join("out")).unwrap();
    let script = format!("trap '' XFSZ; ulimit -f 16; exec {} run news.jsonl -o out", env!("CARGO_BIN_EXE_trichdan"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(home.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("out/") && said(&output).contains("File too large"), "{}", said(&output));
    assert!(is_empty(home.path(), "out"));
}

/// The same for real, where a file system of one's own may be mounted.
#[cfg(target_os = "linux")]
#[test]
fn a_file_system_that_is_full_leaves_nothing_half_written() {
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    std::fs::create_dir(home.path().join("small")).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=64k tmpfs small || exit 77; {} run news.jsonl -o small/out; code=$?; ls -A small; exit $code",
        env!("CARGO_BIN_EXE_trichdan")
    );
    let mounted = Command::new("unshare").args(["-rm", "sh", "-c", &script]).current_dir(home.path()).output();
    let output = match mounted {
        Ok(output) if output.status.code() == Some(1) && said(&output).contains("trichdan: ") => output,
        other => return println!("not tried: no file system can be mounted here: {other:?}"),
    };
    assert!(said(&output).contains("No space left on device"), "{}", said(&output));
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

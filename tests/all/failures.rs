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

/// Runs a script in a folder with `small`, a file system of `kilobytes` in memory; none, with a word, where none may be mounted.
#[cfg(target_os = "linux")]
fn in_small_file_system(home: &Path, kilobytes: u32, script: &str) -> Option<Output> {
    std::fs::create_dir(home.join("small")).unwrap();
    let script = format!("mount -t tmpfs -o size={kilobytes}k tmpfs small || exit 77; {script}");
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script])
        .env("TRICHDAN", env!("CARGO_BIN_EXE_trichdan"))
        .current_dir(home)
        .output();
    match output {
        // What the script itself does ends in other ways, and says so.
        Ok(output) if said(&output).contains("trichdan: ") => Some(output),
        other => {
            println!("not tried: no file system can be mounted here: {other:?}");
            None
        }
    }
}

/// The same for real, where a file system of one's own may be mounted.
#[cfg(target_os = "linux")]
#[test]
fn a_file_system_that_is_full_leaves_nothing_half_written() {
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    let script = "$TRICHDAN run news.jsonl -o small/out; code=$?; ls -A small; exit $code";
    let Some(output) = in_small_file_system(home.path(), 64, script) else { return };
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("No space left on device"), "{}", said(&output));
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What was finished before the disk was full is gone on from when there is room, with the bytes of a run that had it.
#[cfg(target_os = "linux")]
#[test]
fn a_run_goes_on_when_there_is_room_again() {
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    let pipeline = "[input]\npaths = [\"news.jsonl\"]\nchunk_bytes = 4096\n[run]\nshard_bytes = 32_000\n";
    std::fs::write(home.path().join("p.toml"), pipeline).unwrap();
    let script = "$TRICHDAN run p.toml -o small/out; code=$?; ls small/out; mount -o remount,size=64m small; \
        $TRICHDAN run p.toml -o small/out --resume && $TRICHDAN run p.toml -o whole && \
        rm small/out/timing.json whole/timing.json && diff -r small/out whole && exit $code";
    let Some(output) = in_small_file_system(home.path(), 400, script) else { return };
    let said = said(&output);
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stdout)), (Some(1), ""), "{said}");
    for words in ["No space left on device", "what was finished is kept", "goes on where the last run was cut off"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(said.contains("records taken over: "), "{said}");
}

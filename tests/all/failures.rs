//! What the world does to a run: full disks, closed pipes, inputs that go away, signals, two runs at once.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::AtomicBool;

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, run};

use crate::tables;

fn trichdan(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trichdan"));
    command.current_dir(home);
    command
}

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

#[test]
fn an_output_folder_that_cannot_be_made_is_named() {
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    // No folder can be made inside a file, whoever one is.
    let output = trichdan(home.path()).args(["run", "news.jsonl", "-o", "news.jsonl/out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).starts_with("trichdan: news.jsonl/out: cannot create the folder: "), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn a_folder_or_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    let (closed, secret) = (home.path().join("closed"), home.path().join("secret.txt"));
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o500)).unwrap();
    std::fs::write(&secret, "Ông An nói.").unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&secret).is_ok() {
        println!("not tried: permissions do not bind whoever runs the tests");
        return;
    }
    let output = trichdan(home.path()).args(["run", "news.jsonl", "-o", "closed"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("closed: cannot write in the folder"), "{}", said(&output));
    let output = trichdan(home.path()).args(["run", "secret.txt", "-o", "out", "-f", "csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let rejects = tables::rows(&home.path().join("out"), trichdan::export::Table::Rejects);
    assert_eq!((rejects.len(), rejects[0]["code"].as_str()), (1, "io"));
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

#[test]
fn an_input_that_vanishes_is_a_reject() {
    let home = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(home.path().join(name), format!("Ông An nói {name}.")).unwrap();
    }
    let output = home.path().join("out");
    let overrides = Overrides {
        inputs: vec![home.path().join("*.txt").display().to_string()],
        output: Some(output.clone()),
        threads: Some(1),
        ..Overrides::default()
    };
    let settings = Settings::load(None, overrides).unwrap();
    // Told once before anything is read.
    let mut vanish = |_: &_| _ = std::fs::remove_file(home.path().join("a.txt"));
    let summary = run(&settings, Control { stop: &AtomicBool::new(false), progress: &mut vanish }).unwrap();
    assert_eq!((summary.finished.counts.documents, summary.finished.counts.rejects["io"]), (1, 1));
    assert!(summary.too_many_rejects);
}

/// Pipes whose reader has gone, on either side.
#[cfg(unix)]
#[test]
fn closed_pipes_are_no_failure() {
    let home = tempfile::tempdir().unwrap();
    write_input(home.path());
    let script = format!("{} run news.jsonl -o out 2>&1 >/dev/null | true", env!("CARGO_BIN_EXE_trichdan"));
    let bash =
        |script: &str| Command::new("bash").args(["-o", "pipefail", "-c", script]).current_dir(home.path()).output();
    let Ok(output) = bash(&script) else { return println!("not tried: no bash here") };
    assert_eq!(output.status.code(), Some(0), "a run does not depend on whether somebody listens");
    assert!(home.path().join("out/manifest.json").exists());
    let output = bash(&format!("{} schema 2>&1 | head -n 1", env!("CARGO_BIN_EXE_trichdan"))).unwrap();
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(0), false));
}

/// Starts a run that waits for more input.
fn waiting_run(home: &Path) -> std::process::Child {
    let mut command = trichdan(home);
    command.args(["run", "-", "-o", "out", "--threads", "2"]).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all("{\"text\": \"Ông An nói.\"}\n".as_bytes()).unwrap();
    while !home.join("out/.part").exists() {
        assert!(child.try_wait().unwrap().is_none(), "the run waits");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child
}

#[cfg(unix)]
#[test]
fn signals_end_a_run_without_a_trace() {
    use rustix::process::{Pid, Signal, kill_process};
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let home = tempfile::tempdir().unwrap();
        let mut child = waiting_run(home.path());
        kill_process(Pid::from_child(&child), signal).unwrap();
        // Whoever reads the pipe is told at the next chunk.
        let mut first = [0; 9];
        std::io::Read::read_exact(child.stderr.as_mut().unwrap(), &mut first).unwrap();
        drop(child.stdin.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{}", said(&output));
        assert!(said(&output).contains("interrupted; nothing was written"), "{}", said(&output));
        assert!(!home.path().join("out").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_second_run_into_one_folder_is_refused_and_a_dead_one_is_not_in_the_way() {
    let home = tempfile::tempdir().unwrap();
    let mut child = waiting_run(home.path());
    std::fs::write(home.path().join("b.txt"), "Ông Bình nói.").unwrap();
    let second = |home: &Path| trichdan(home).args(["run", "b.txt", "-o", "out", "--overwrite"]).output().unwrap();
    let output = second(home.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("out: another run is writing it"), "{}", said(&output));
    child.kill().unwrap();
    child.wait().unwrap();
    let output = second(home.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!home.path().join("out/.part").exists());
}

//! What a real process does when it is interrupted, when there are two of it, and when it may not read or write.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

const LINE: &[u8] = "{\"text\": \"Ông An nói: “Cần sửa Luật Đất đai”.\"}\n".as_bytes();

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trichdan"));
    command.args(arguments).current_dir(home).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A run that reads standard input and has taken its folder.
struct Running {
    child: Child,
    home: tempfile::TempDir,
}

impl Running {
    /// Begins in a new folder that holds `out`, a finished run of one document.
    fn begin() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("a.txt"), "Ông An nói.").unwrap();
        // Small pieces, so that there are many in which to be interrupted.
        fs::write(home.path().join("p.toml"), "[input]\npaths = [\"-\"]\nchunk_bytes = 1024\n").unwrap();
        assert!(command(home.path(), &["run", "a.txt", "-o", "out"]).status().unwrap().success());
        let mut child = command(home.path(), &["run", "p.toml", "-o", "out", "--overwrite", "--threads", "1"]);
        let running = Self { child: child.stdin(Stdio::piped()).spawn().unwrap(), home };
        let begun = Instant::now();
        while !running.home.path().join("out/.part/rejects.parquet").exists() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the run does not begin");
            std::thread::sleep(Duration::from_millis(5));
        }
        running
    }

    fn out(&self) -> PathBuf {
        self.home.path().join("out")
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn finish(mut self) -> (Output, tempfile::TempDir) {
        drop(self.child.stdin.take());
        (self.child.wait_with_output().unwrap(), self.home)
    }
}

/// Files with their bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = files
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_signal_ends_a_run_and_leaves_the_old_one() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut running = Running::begin();
        let hidden = |(name, _): &(String, Vec<u8>)| !name.starts_with('.');
        let before: Vec<_> = files(&running.out()).into_iter().filter(hidden).collect();
        let mut input = running.child.stdin.take().unwrap();
        input.write_all(LINE).unwrap();
        running.signal(signal);
        // Goes on until the program has gone.
        while input.write_all(&LINE.repeat(100)).is_ok() {}
        let (output, home) = running.finish();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(130), "{said}");
        assert!(said.contains("trichdan: stopping; once more to end at once\n"), "{said}");
        assert!(said.ends_with("trichdan: interrupted; no table was written\n"), "{said}");
        assert!(files(&home.path().join("out")) == before, "the old run is as it was, and nothing is beside it");
    }
}

#[test]
fn a_second_signal_ends_a_run_that_waits_for_input() {
    let running = Running::begin();
    running.signal(Signal::INT);
    let begun = Instant::now();
    let mut running = running;
    while running.child.try_wait().unwrap().is_none() {
        // The first may not have been heard yet, in which case the two are one.
        running.signal(Signal::INT);
        assert!(begun.elapsed() < Duration::from_secs(4), "does not end at once");
        std::thread::sleep(Duration::from_millis(20));
    }
    let (output, home) = running.finish();
    assert_eq!(output.status.code(), Some(130));
    let out = home.path().join("out");
    assert!(trichdan::verify::verify(&out).unwrap().is_sound(), "the old run is whole");
    assert!(command(home.path(), &["run", "a.txt", "-o", "out", "--overwrite"]).status().unwrap().success());
    assert!(!out.join(".part").exists(), "what was left is gone");
}

#[test]
fn two_runs_are_never_in_one_folder() {
    let mut first = Running::begin();
    let home = first.home.path().to_owned();
    let second = || command(&home, &["run", "a.txt", "-o", "out", "--overwrite"]).output().unwrap();
    let refused = second();
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("out: another run is writing it"), "{said}");
    // Killed, it leaves its lock to nobody.
    first.child.kill().unwrap();
    let (output, _home) = first.finish();
    assert_eq!(output.status.code(), None);
    let output = second();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(files(&home.join("out")).iter().all(|(name, _)| !name.starts_with('.')));
    assert!(trichdan::verify::verify(&home.join("out")).unwrap().is_sound());
}

/// A home that others may enter, and how to be one of them: the administrator may do anything, so a test of what is
/// forbidden needs another user. None where the program cannot be started as such.
fn as_nobody() -> Option<(tempfile::TempDir, impl Fn(&[&str]) -> Output)> {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let path = home.path().to_owned();
    let is_root = rustix::process::geteuid().is_root();
    let run = move |arguments: &[&str]| {
        let mut command = command(&path, arguments);
        if is_root {
            command.uid(65534).gid(65534);
        }
        command.output()
    };
    run(&["--version"]).is_ok_and(|output| output.status.success()).then_some(())?;
    Some((home, move |arguments: &[&str]| run(arguments).unwrap()))
}

#[test]
fn what_is_forbidden_is_said() {
    let Some((home, run)) = as_nobody() else { return };
    let mode =
        |name: &str, mode| fs::set_permissions(home.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    fs::write(home.path().join("a.txt"), "Ông An nói.").unwrap();
    for folder in ["closed", "secret", "free"] {
        fs::create_dir(home.path().join(folder)).unwrap();
    }
    mode("closed", 0o555);
    mode("free", 0o777);

    let output = run(&["run", "a.txt", "-o", "closed"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), "trichdan: closed: cannot write in the folder: Permission denied (os error 13)\n");
    let output = run(&["run", "a.txt", "-o", "closed/new"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("closed/new: cannot create the folder: Permission denied"));

    mode("secret", 0o000);
    let output = run(&["run", "secret", "-o", "free/out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("secret: the folder cannot be listed"), "{}", text(&output.stderr));
    assert!(!home.path().join("free/out").exists());
    mode("secret", 0o755);

    fs::write(home.path().join("b.txt"), "Bà Bình nói.").unwrap();
    mode("b.txt", 0o000);
    let output = run(&["run", "a.txt", "b.txt", "-o", "free/out"]);
    assert_eq!(output.status.code(), Some(3), "half of the records were refused: {}", text(&output.stderr));
    assert!(text(&output.stderr).contains("rejects: io 1"));
    let rejects = fs::read_to_string(home.path().join("free/out/rejects.csv")).unwrap();
    assert!(rejects.contains("b.txt,ingest,io,") && rejects.contains("Permission denied"), "{rejects}");

    mode("free/out", 0o000);
    let output = run(&["verify", "free/out"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
    assert!(text(&output.stderr).contains("free/out/manifest.json: Permission denied"), "{}", text(&output.stderr));
    mode("free/out", 0o755);
}

#[test]
fn an_output_folder_that_cannot_be_one() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.txt"), "Ông An nói.").unwrap();
    let output = command(home.path(), &["run", "a.txt", "-o", "a.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("a.txt: cannot create the folder: "), "{said}");
    assert_eq!(fs::read_to_string(home.path().join("a.txt")).unwrap(), "Ông An nói.");
}

#[test]
fn nobody_listens() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.txt"), "Ông An nói.").unwrap();
    let mut child = command(home.path(), &["run", "a.txt", "-o", "out"]).spawn().unwrap();
    drop((child.stderr.take(), child.stdout.take()));
    assert_eq!(child.wait().unwrap().code(), Some(0), "standard error is closed, the run goes on");
    assert!(trichdan::verify::verify(&home.path().join("out")).unwrap().is_sound());

    let mut child = command(home.path(), &["schema"]).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 3]).unwrap();
    drop(out);
    assert_eq!(child.wait().unwrap().code(), Some(0), "as with `| head`");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_said() {
    let home = tempfile::tempdir().unwrap();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = command(home.path(), &["schema"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("trichdan: standard output: "));
}
